package cn.huiqi.access;

import java.net.URI;
import java.util.List;

import cn.huiqi.core.Fault;
import cn.huiqi.core.RefusedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.TypeMismatchException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/**
 * Says refusals as RFC 9457 problems, all faults together, and never how it is built.
 */
@RestControllerAdvice
class ApiErrors extends ResponseEntityExceptionHandler {

	private static final Logger log = LoggerFactory.getLogger(ApiErrors.class);

	@ExceptionHandler
	ResponseEntity<Object> refused(RefusedException refusal) {
		HttpStatus status = switch (refusal.kind()) {
			case INVALID -> HttpStatus.BAD_REQUEST;
			case FORBIDDEN -> HttpStatus.FORBIDDEN;
			case NOT_FOUND -> HttpStatus.NOT_FOUND;
			case CONFLICT -> HttpStatus.CONFLICT;
			case TOO_LARGE -> HttpStatus.PAYLOAD_TOO_LARGE;
			case UNSUPPORTED -> HttpStatus.UNSUPPORTED_MEDIA_TYPE;
			case UNAVAILABLE -> HttpStatus.SERVICE_UNAVAILABLE;
		};
		ProblemDetail problem = problem(status, refusal.getMessage());
		List<Fault> faults = refusal.faults();
		if (refusal.kind() == RefusedException.Kind.INVALID
				|| faults.stream().anyMatch((fault) -> !fault.field().isEmpty())) {
			problem.setProperty("errors", faults);
		}
		return answer(problem);
	}

	@ExceptionHandler
	ResponseEntity<Object> unexpected(Exception fault) {
		StockErrors.Answer told = StockErrors.of(fault);
		if (told.status() >= 500) {
			log.error("A request failed", fault);
		}
		else {
			log.warn("A request could not be understood", fault);
		}
		return answer(problem(HttpStatus.valueOf(told.status()), told.message()));
	}

	@Override
	protected ResponseEntity<Object> handleExceptionInternal(Exception ex,
			@org.springframework.lang.Nullable Object body, HttpHeaders headers, HttpStatusCode statusCode,
			WebRequest request) {
		HttpStatus status = HttpStatus.valueOf(statusCode.value());
		return answer(problem(status, switch (status) {
			case BAD_REQUEST -> "请求内容无法识别";
			case NOT_FOUND -> "没有这个地址";
			case METHOD_NOT_ALLOWED -> "此地址不支持该方法";
			case UNSUPPORTED_MEDIA_TYPE -> "不支持的内容类型";
			case PAYLOAD_TOO_LARGE -> "内容过大";
			default -> "请求无法处理";
		}));
	}

	/** A parameter of another type than it should be. */
	@Override
	protected ResponseEntity<Object> handleTypeMismatch(TypeMismatchException ex, HttpHeaders headers,
			HttpStatusCode status, WebRequest request) {
		String name = (ex instanceof MethodArgumentTypeMismatchException argument) ? argument.getName()
				: String.valueOf(ex.getPropertyName());
		return refused(RefusedException.invalid(name, "不能识别的值"));
	}

	private static ProblemDetail problem(HttpStatus status, String detail) {
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
		problem.setTitle(switch (status) {
			case BAD_REQUEST -> "输入有误";
			case FORBIDDEN -> "无权办理";
			case NOT_FOUND -> "不存在";
			case CONFLICT -> "当前状态不允许";
			case PAYLOAD_TOO_LARGE -> "内容过大";
			case UNSUPPORTED_MEDIA_TYPE -> "不支持的内容类型";
			case SERVICE_UNAVAILABLE -> "暂时无法处理";
			default -> status.getReasonPhrase();
		});
		problem.setType(URI.create("about:blank"));
		return problem;
	}

	private static ResponseEntity<Object> answer(ProblemDetail problem) {
		return ResponseEntity.status(problem.getStatus()).body(problem);
	}

}
