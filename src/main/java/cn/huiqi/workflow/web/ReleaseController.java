package cn.huiqi.workflow.web;

import java.util.List;
import java.util.Set;

import cn.huiqi.core.RefusedException;
import cn.huiqi.workflow.EngineCaller;
import cn.huiqi.workflow.Releases;
import org.camunda.bpm.engine.IdentityService;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Lets an administrator decide where the program's own models and those in use differ.
 */
@RestController
@RequestMapping("/api/releases/pending")
class ReleaseController {

	private final Releases releases;

	private final IdentityService identity;

	ReleaseController(Releases releases, IdentityService identity) {
		this.releases = releases;
		this.identity = identity;
	}

	@GetMapping
	List<Releases.Difference> pending() {
		requireAdministrator();
		return this.releases.pending();
	}

	@PostMapping
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void decide(@RequestBody Decision decision) {
		requireAdministrator();
		if (decision.keep() == null) {
			throw RefusedException.invalid("keep", "请列出要保留的文件，没有则为空列表");
		}
		this.releases.takePackaged(decision.keep());
	}

	private void requireAdministrator() {
		var caller = this.identity.getCurrentAuthentication();
		if (caller == null || !EngineCaller.isAdministrator(caller)) {
			throw RefusedException.forbidden("此操作仅限系统管理员");
		}
	}

	/**
	 * What is decided.
	 */
	record Decision(@Nullable Set<String> keep) {
	}

}
