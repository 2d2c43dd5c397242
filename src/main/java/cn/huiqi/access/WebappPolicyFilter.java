package cn.huiqi.access;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import org.jspecify.annotations.Nullable;

import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The content security policy of the webapps' pages, with a nonce for each request. The
 * webapps' own filter keeps one nonce for the whole program, so that of two pages loaded
 * together one stays blank: it is switched off.
 */
class WebappPolicyFilter extends OncePerRequestFilter {

	/** Leaves the webapps' own login for the provider's. */
	private static final String ELSEWHERE = "<script >(function () { function look() { "
			+ "if (location.hash.indexOf('#/login') === 0) { location.replace('%s'); } } "
			+ "window.addEventListener('hashchange', look); look(); })();</script></head>";

	private final SecureRandom random = new SecureRandom();

	private final @Nullable String login;

	/**
	 * Makes one.
	 * @param login page to log in at; {@code null} for the webapps' own
	 */
	WebappPolicyFilter(@Nullable String login) {
		this.login = login;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		byte[] bytes = new byte[16];
		this.random.nextBytes(bytes);
		String nonce = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
		response.setHeader(ResponseHeaders.POLICY, """
				default-src 'self'; \
				script-src 'nonce-%s' 'strict-dynamic' 'unsafe-eval'; \
				style-src 'self' 'unsafe-inline'; \
				img-src 'self' data:; \
				base-uri 'self'; \
				form-action 'self'; \
				frame-ancestors 'none'; \
				object-src 'none'""".formatted(nonce));
		PageResponse page = new PageResponse(response, nonce, this.login);
		chain.doFilter(request, page);
		page.send();
	}

	/**
	 * Holds back what is written as text, which only the start pages are: files go out as
	 * bytes and are not touched.
	 */
	private static final class PageResponse extends HttpServletResponseWrapper {

		private final String nonce;

		private final @Nullable String login;

		private long length = -1;

		private @Nullable StringWriter text;

		private @Nullable PrintWriter writer;

		private PageResponse(HttpServletResponse response, String nonce, @Nullable String login) {
			super(response);
			this.nonce = nonce;
			this.login = login;
		}

		@Override
		public void setContentLength(int length) {
			setContentLengthLong(length);
		}

		@Override
		public void setContentLengthLong(long length) {
			// the page's length is not known before the nonce is in it
			this.length = length;
		}

		@Override
		public ServletOutputStream getOutputStream() throws IOException {
			if (this.length >= 0) {
				super.setContentLengthLong(this.length);
			}
			return super.getOutputStream();
		}

		@Override
		public PrintWriter getWriter() {
			PrintWriter writer = this.writer;
			if (writer == null) {
				StringWriter text = new StringWriter();
				writer = new PrintWriter(text);
				this.text = text;
				this.writer = writer;
			}
			return writer;
		}

		@Override
		public void resetBuffer() {
			super.resetBuffer();
			this.text = null;
			this.writer = null;
		}

		@Override
		public void flushBuffer() throws IOException {
			if (this.writer == null) {
				super.flushBuffer();
			}
		}

		private void send() throws IOException {
			StringWriter text = this.text;
			if (text == null || isCommitted()) {
				return;
			}
			byte[] bytes = withNonce(text.toString()).getBytes(StandardCharsets.UTF_8);
			setCharacterEncoding(StandardCharsets.UTF_8.name());
			super.setContentLengthLong(bytes.length);
			super.getOutputStream().write(bytes);
		}

		private String withNonce(String content) {
			String type = getContentType();
			if (type == null || !type.toLowerCase(Locale.ROOT).startsWith("text/html")) {
				return content;
			}
			String page = (this.login != null) ? content.replace("</head>", ELSEWHERE.formatted(this.login)) : content;
			return page.replaceAll(" nonce=\"[^\"]*\"", "")
				.replace("<script ", "<script nonce=\"" + this.nonce + "\" ")
				.replace("<html lang=\"en\"", "<html lang=\"zh-CN\"");
		}

	}

}
