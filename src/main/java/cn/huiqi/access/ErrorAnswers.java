package cn.huiqi.access;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.boot.web.servlet.error.ErrorController;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * What is answered where nobody else did: a status and a sentence, in the shape that the
 * caller reads.
 */
@RestController
class ErrorAnswers implements ErrorController {

	@RequestMapping("${server.error.path:/error}")
	void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
		int status = (request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code) ? code : 404;
		String path = String.valueOf(request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI));
		String message = StockErrors.generic(status);
		if (path.startsWith("/engine-rest") || path.startsWith("/camunda/api")) {
			Refusals.engine(response, status, (status >= 500) ? "InternalError" : "InvalidRequestException", message);
		}
		else if (wantsPage(request)) {
			byte[] page = """
					<!DOCTYPE html>
					<html lang="zh-CN"><head><meta charset="utf-8"><title>惠企</title></head>
					<body><p>%s</p><p><a href="/">返回首页</a></p></body></html>
					""".formatted(message).getBytes(StandardCharsets.UTF_8);
			response.setStatus(status);
			response.setContentType("text/html;charset=UTF-8");
			response.setContentLength(page.length);
			response.getOutputStream().write(page);
		}
		else {
			Refusals.problem(response, status, (status < 500) ? "请求无法处理" : "系统内部错误", message);
		}
	}

	private static boolean wantsPage(HttpServletRequest request) {
		String accepted = request.getHeader(HttpHeaders.ACCEPT);
		return accepted != null && accepted.contains(MediaType.TEXT_HTML_VALUE);
	}

}
