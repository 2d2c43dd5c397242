package cn.huiqi.access;

import java.io.IOException;
import java.util.Locale;

import cn.huiqi.core.RefusedException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.glassfish.jersey.server.ParamException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The one place where the engine's answers to what it could not do are put right:
 * refusals in our words only (the engine puts an English sentence with technical ids
 * before them), bad input as such and not as a fault of ours, and nothing of how the
 * program is built.
 */
class RefusalFilter extends OncePerRequestFilter {

	private static final Logger log = LoggerFactory.getLogger(RefusalFilter.class);

	private static final ObjectMapper JSON = new ObjectMapper();

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		HeldAnswer answer = new HeldAnswer(response);
		Throwable thrown = null;
		try {
			chain.doFilter(request, answer);
		}
		catch (AccessDeniedException | AuthenticationException ex) {
			throw ex;
		}
		catch (Exception | StackOverflowError ex) {
			thrown = ex;
		}
		if (request.isAsyncStarted()) {
			// a success is written later, for somebody who waits for external tasks
			boolean refused = answer.getStatus() >= 400;
			if (refused) {
				putRight(request, answer);
			}
			answer.release();
		}
		else if (thrown != null) {
			StockErrors.Answer told = StockErrors.of(thrown);
			if (told.status() >= 500) {
				log.error("{} {} failed", request.getMethod(), request.getRequestURI(), thrown);
			}
			else {
				log.warn("{} {} could not be understood", request.getMethod(), request.getRequestURI(), thrown);
			}
			say(answer, told.status(), told.message());
		}
		else if (answer.getStatus() >= 400) {
			putRight(request, answer);
		}
	}

	private static void putRight(HttpServletRequest request, HeldAnswer answer) throws IOException {
		int status = answer.getStatus();
		if (request.getAttribute(RefusedException.class.getName()) instanceof RefusedException refusal) {
			say(answer, status, refusal.getMessage());
			return;
		}
		Throwable fault = (request.getAttribute(EngineFaultListener.FAULT) instanceof Throwable kept) ? kept : null;
		if (fault instanceof ParamException.QueryParamException parameter) {
			// stock says 404 here, as if the address were wrong
			say(answer, 400, parameter.getParameterName() + "：不能识别的值");
			return;
		}
		if (status >= 500) {
			// the engine has logged what it was
			StockErrors.Answer told = (fault != null) ? StockErrors.of(fault)
					: new StockErrors.Answer(status, StockErrors.generic(status));
			if (told.status() >= 500) {
				log.error("{} {} was answered with {}", request.getMethod(), request.getRequestURI(), told.status(),
						fault);
			}
			say(answer, told.status(), told.message());
			return;
		}
		JsonNode body = json(answer);
		String message = (body != null) ? body.path("message").asText("") : "";
		if (!(body instanceof ObjectNode told) || message.isBlank()) {
			say(answer, status, StockErrors.generic(status));
			return;
		}
		String clean = StockErrors.clean(status, message);
		if (StockErrors.tellsInsides(told.toString())) {
			say(answer, status, StockErrors.tellsInsides(message) ? clean : StockErrors.generic(status));
			return;
		}
		if (!clean.equals(message) && !answer.isCommitted()) {
			// its kind and code stay, which programs read
			told.put("message", clean);
			answer.resetBuffer();
			answer.release();
			Refusals.engine(answer, status, told);
			return;
		}
		answer.send();
	}

	private static @Nullable JsonNode json(HeldAnswer answer) throws IOException {
		String type = answer.getContentType();
		if (type == null || !type.toLowerCase(Locale.ROOT).contains("json")) {
			return null;
		}
		try {
			return JSON.readTree(answer.held());
		}
		catch (JsonProcessingException ex) {
			return null;
		}
	}

	private static void say(HeldAnswer answer, int status, String message) throws IOException {
		if (answer.isCommitted()) {
			return;
		}
		answer.resetBuffer();
		answer.release();
		Refusals.engine(answer, status, (status >= 500) ? "InternalError" : "InvalidRequestException", message);
	}

}
