package cn.huiqi.portal.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * The participants' pages; who may see them the security chain says, and what they show
 * is asked of the API.
 */
@Controller
class PortalPages {

	private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);

	private static final MediaType SCRIPT = new MediaType("text", "javascript", StandardCharsets.UTF_8);

	private final Resource viewer;

	PortalPages() throws IOException {
		Resource[] viewers = new PathMatchingResourcePatternResolver().getResources(
				"classpath*:META-INF/resources/webjars/bpmn-js/*/dist/bpmn-navigated-viewer.production.min.js");
		if (viewers.length != 1) {
			throw new IllegalStateException("One bpmn-js is expected on the class path, not " + viewers.length);
		}
		this.viewer = viewers[0];
	}

	@GetMapping("/my/login")
	ResponseEntity<Resource> login() {
		return page("login");
	}

	@GetMapping("/my")
	ResponseEntity<Resource> home() {
		return page("home");
	}

	@GetMapping("/my/tasks")
	ResponseEntity<Resource> tasks() {
		return page("tasks");
	}

	@GetMapping("/my/institutions")
	ResponseEntity<Resource> institutions() {
		return page("institutions");
	}

	/** The same page for every case: what may be seen of it the API says. */
	@GetMapping("/my/applications/{number}")
	ResponseEntity<Resource> application() {
		return page("application");
	}

	/** The same page for every enterprise: what may be seen of it the API says. */
	@GetMapping("/my/enterprises/{creditCode}")
	ResponseEntity<Resource> enterprise() {
		return page("enterprise");
	}

	@GetMapping("/my/stage-notices")
	ResponseEntity<Resource> stageNotices() {
		return page("stage-notices");
	}

	/** The same address whatever version is on the class path. */
	@GetMapping("/my/bpmn-viewer.js")
	ResponseEntity<Resource> viewer() {
		return ResponseEntity.ok().contentType(SCRIPT).body(this.viewer);
	}

	private static ResponseEntity<Resource> page(String name) {
		return ResponseEntity.ok().contentType(HTML).body(new ClassPathResource("static/my/" + name + ".html"));
	}

}
