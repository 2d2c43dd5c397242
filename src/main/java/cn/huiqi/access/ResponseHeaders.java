package cn.huiqi.access;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import org.apache.catalina.Lifecycle;
import org.apache.catalina.connector.Connector;
import org.apache.coyote.Adapter;
import org.apache.coyote.Request;
import org.apache.coyote.Response;
import org.apache.tomcat.util.net.SocketEvent;

import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The headers by which a browser is told what it must not do with an answer: on every
 * answer, those of the server itself to a request that no filter ever sees included. The
 * pages of the webapps have a policy of their own, see {@link WebappPolicyFilter}.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class ResponseHeaders extends OncePerRequestFilter
		implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

	static final String POLICY = "Content-Security-Policy";

	private static final String TRANSPORT = "Strict-Transport-Security";

	private static final String FOR_A_YEAR = "max-age=31536000";

	private static final Map<String, String> ALWAYS = new TreeMap<>(
			Map.of("X-Content-Type-Options", "nosniff", "X-Frame-Options", "DENY", "Referrer-Policy", "same-origin",
					"Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
					"Cross-Origin-Opener-Policy", "same-origin", "Cross-Origin-Resource-Policy", "same-origin", POLICY,
					"default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; "
							+ "base-uri 'self'; form-action 'self'; frame-ancestors 'none'",
					HttpHeaders.CACHE_CONTROL, "no-store"));

	/** Files of the program, the same for everybody. */
	private static final Pattern FILES = Pattern
		.compile("/camunda/(app|lib|assets)/.*|/camunda/favicon\\.ico|/camunda/api/[a-z]+/plugin/[^/]+/static/.*"
				+ "|/[a-z0-9-]+\\.(css|svg|png|ico)|/assets/.*|/my/[a-z0-9-]+\\.(css|js)");

	@Override
	protected boolean shouldNotFilterErrorDispatch() {
		return false;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		ALWAYS.forEach(response::setHeader);
		if (request.isSecure()) {
			response.setHeader(TRANSPORT, FOR_A_YEAR);
		}
		boolean file = FILES.matcher(request.getRequestURI()).matches();
		if (file) {
			response.setHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
		}
		chain.doFilter(request, new Guarded(response, !file, request.isSecure()));
	}

	/** The server answers some requests without asking any filter. */
	@Override
	public void customize(TomcatServletWebServerFactory server) {
		server.addConnectorCustomizers((connector) -> connector.addLifecycleListener((event) -> {
			if (Lifecycle.AFTER_INIT_EVENT.equals(event.getType())) {
				Connector initialised = (Connector) event.getLifecycle();
				initialised.getProtocolHandler()
					.setAdapter(new HeaderAdapter(initialised.getProtocolHandler().getAdapter()));
			}
		}));
	}

	/**
	 * Keeps what must not be weakened further in: data stays out of every cache, and a
	 * cookie given over TLS never goes without.
	 */
	private static final class Guarded extends HttpServletResponseWrapper {

		private final boolean data;

		private final boolean secure;

		private Guarded(HttpServletResponse response, boolean data, boolean secure) {
			super(response);
			this.data = data;
			this.secure = secure;
		}

		@Override
		public void setHeader(String name, String value) {
			if (isOpen(name)) {
				super.setHeader(name, cookie(name, value));
			}
		}

		@Override
		public void addHeader(String name, String value) {
			if (ALWAYS.containsKey(name)) {
				// a browser takes the strictest of two policies: an answer's own is the
				// only one
				setHeader(name, value);
			}
			else if (isOpen(name)) {
				super.addHeader(name, cookie(name, value));
			}
		}

		@Override
		public void setDateHeader(String name, long date) {
			if (isOpen(name)) {
				super.setDateHeader(name, date);
			}
		}

		private boolean isOpen(String name) {
			return !this.data || !(HttpHeaders.CACHE_CONTROL.equalsIgnoreCase(name)
					|| HttpHeaders.EXPIRES.equalsIgnoreCase(name) || HttpHeaders.PRAGMA.equalsIgnoreCase(name));
		}

		private String cookie(String name, String value) {
			boolean bare = this.secure && HttpHeaders.SET_COOKIE.equalsIgnoreCase(name)
					&& !value.toLowerCase().contains("; secure") && !value.toLowerCase().contains(";secure");
			return bare ? value + "; Secure" : value;
		}

	}

	private record HeaderAdapter(Adapter server) implements Adapter {

		@Override
		public void service(Request request, Response response) throws Exception {
			ALWAYS.forEach(response::setHeader);
			this.server.service(request, response);
		}

		@Override
		public boolean prepare(Request request, Response response) throws Exception {
			return this.server.prepare(request, response);
		}

		@Override
		public boolean asyncDispatch(Request request, Response response, SocketEvent status) throws Exception {
			return this.server.asyncDispatch(request, response, status);
		}

		/** Also called for what is so malformed that nobody serves it. */
		@Override
		public void log(Request request, Response response, long time) {
			if (!response.isCommitted()) {
				ALWAYS.forEach(response::setHeader);
			}
			this.server.log(request, response, time);
		}

		@Override
		public void checkRecycled(Request request, Response response) {
			this.server.checkRecycled(request, response);
		}

		@Override
		public String getDomain() {
			return this.server.getDomain();
		}

	}

}
