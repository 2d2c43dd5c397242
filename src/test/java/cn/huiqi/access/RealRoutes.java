package cn.huiqi.access;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import jakarta.servlet.ServletContext;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Application;
import org.camunda.bpm.admin.impl.web.AdminApplication;
import org.camunda.bpm.cockpit.impl.web.CockpitApplication;
import org.camunda.bpm.engine.rest.impl.CamundaRestResources;
import org.camunda.bpm.tasklist.impl.web.TasklistApplication;
import org.camunda.bpm.webapp.impl.engine.EngineRestApplication;
import org.camunda.bpm.welcome.impl.web.WelcomeApplication;

import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.servlet.handler.AbstractUrlHandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/**
 * Every address the running program really has: what its frameworks would answer, found
 * by asking them and not by reading a list of ours.
 */
final class RealRoutes {

	private final Set<Route> routes = new TreeSet<>();

	RealRoutes(WebApplicationContext context) {
		CamundaRestResources.getResourceClasses().forEach((root) -> walk("/engine-rest", root));
		walk("/camunda/api/admin", new AdminApplication());
		walk("/camunda/api/cockpit", new CockpitApplication());
		walk("/camunda/api/tasklist", new TasklistApplication());
		walk("/camunda/api/welcome", new WelcomeApplication());
		walk("/camunda/api/engine", new EngineRestApplication());
		context.getBeansOfType(RequestMappingInfoHandlerMapping.class)
			.values()
			.forEach((mapping) -> mapping.getHandlerMethods().keySet().forEach(this::add));
		context.getBeansOfType(AbstractUrlHandlerMapping.class)
			.values()
			.forEach((mapping) -> mapping.getHandlerMap().keySet().forEach((path) -> add("GET", path)));
	}

	/** All routes. */
	Collection<Route> all() {
		return this.routes;
	}

	/** What the servlets listen to. */
	static List<String> servletMappings(ServletContext context) {
		return context.getServletRegistrations()
			.values()
			.stream()
			.flatMap((servlet) -> servlet.getMappings().stream())
			.sorted()
			.toList();
	}

	private void add(RequestMappingInfo info) {
		Set<String> methods = new TreeSet<>();
		info.getMethodsCondition().getMethods().forEach((method) -> methods.add(method.name()));
		for (String path : info.getPatternValues()) {
			(methods.isEmpty() ? Set.of("GET", "POST") : methods).forEach((method) -> add(method, path));
		}
	}

	private void walk(String base, Application application) {
		application.getClasses().forEach((root) -> walk(base, root));
		application.getSingletons().forEach((root) -> walk(base, root.getClass()));
	}

	private void walk(String base, Class<?> root) {
		Path path = root.getAnnotation(Path.class);
		if (path != null) {
			walk(base + "/" + path.value(), root, 0);
		}
	}

	/** A resource answers itself, or hands on to another with a longer path. */
	private void walk(String base, Class<?> resource, int depth) {
		if (depth > 7) {
			throw new IllegalStateException("Resources without end at " + base);
		}
		for (Method method : resource.getMethods()) {
			Method described = method.isBridge() ? null : described(method, resource);
			if (described == null) {
				continue;
			}
			String path = base + (described.isAnnotationPresent(Path.class)
					? "/" + described.getAnnotation(Path.class).value() : "");
			String verb = verb(described);
			if (verb != null) {
				add(verb, path);
			}
			else {
				walk(path, method.getReturnType(), depth + 1);
			}
		}
	}

	/** The method, or the one it implements, that says how it is reached. */
	private static Method described(Method method, Class<?> resource) {
		Deque<Class<?>> types = new ArrayDeque<>(List.of(resource));
		while (!types.isEmpty()) {
			Class<?> type = types.poll();
			for (Method candidate : type.getDeclaredMethods()) {
				if (candidate.getName().equals(method.getName())
						&& List.of(candidate.getParameterTypes()).equals(List.of(method.getParameterTypes()))
						&& (candidate.isAnnotationPresent(Path.class) || verb(candidate) != null)) {
					return candidate;
				}
			}
			if (type.getSuperclass() != null) {
				types.add(type.getSuperclass());
			}
			types.addAll(List.of(type.getInterfaces()));
		}
		return null;
	}

	private static String verb(AnnotatedElement method) {
		for (Annotation annotation : method.getAnnotations()) {
			HttpMethod verb = annotation.annotationType().getAnnotation(HttpMethod.class);
			if (verb != null) {
				return verb.value();
			}
		}
		return null;
	}

	private void add(String method, String path) {
		String template = path.replaceAll("/+", "/")
			.replaceAll("\\{([\\w-]+) *:[^}]*}", "{$1}")
			.replaceAll("(?<=.)/$", "")
			.replaceAll("\\{\\*(\\w+)}", "**")
			// a pattern within a segment, as in swagger-ui*
			.replaceAll("(?<![*/])\\*|\\*(?![*/]|$)", "");
		this.routes.add(new Route(method, template));
	}

	/**
	 * A route.
	 *
	 * @param method method
	 * @param path path with its variables in braces
	 */
	record Route(String method, String path) implements Comparable<Route> {

		/** As the table of permissions spells it. */
		String inTable() {
			return this.path.replaceFirst("^(/engine-rest|/camunda/api/engine)/engine/\\{name}(?=/)", "engine:")
				.replaceFirst("^(/engine-rest|/camunda/api/engine)(/engine)/\\{name}$", "engine:$2")
				.replaceFirst("^(/engine-rest|/camunda/api/engine)(?=/)", "engine:");
		}

		@Override
		public int compareTo(Route other) {
			int byPath = this.path.compareTo(other.path);
			return (byPath != 0) ? byPath : this.method.compareTo(other.method);
		}

		@Override
		public String toString() {
			return this.method + " " + this.path;
		}

	}

}
