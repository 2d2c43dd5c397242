package cn.huiqi.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A request as it goes over the wire.
 *
 * @param number which of the campaign it is
 * @param caller who sends it
 * @param route the operation it was drawn from
 * @param method the HTTP method
 * @param target path and query, as sent
 * @param headers as sent
 * @param body as sent, or nothing
 * @param chunked whether the body goes in chunks, its length untold
 */
record Call(long number, String caller, String route, String method, String target, Map<String, String> headers,
		byte @Nullable [] body, boolean chunked) {

	byte[] bytes() {
		Map<String, String> sent = new LinkedHashMap<>(this.headers);
		byte[] body = this.body;
		if (body != null) {
			sent.put(this.chunked ? "Transfer-Encoding" : "Content-Length",
					this.chunked ? "chunked" : String.valueOf(body.length));
		}
		StringBuilder head = new StringBuilder().append(this.method)
			.append(' ')
			.append(this.target)
			.append(" HTTP/1.1\r\nHost: 127.0.0.1\r\n");
		sent.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		bytes.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
		if (body != null && this.chunked) {
			if (body.length > 0) {
				bytes.writeBytes((Integer.toHexString(body.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
				bytes.writeBytes(body);
				bytes.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
			}
			bytes.writeBytes("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
		}
		else if (body != null) {
			bytes.writeBytes(body);
		}
		return bytes.toByteArray();
	}

	/** What somebody needs to send it again, without the password. */
	@Override
	public String toString() {
		StringBuilder text = new StringBuilder(
				"#%d as %s: %s %s".formatted(this.number, this.caller, this.method, shortened(this.target)));
		this.headers.forEach((name, value) -> {
			if (!name.equals("Authorization") && !name.equals("Cookie") && !name.equals("X-XSRF-TOKEN")) {
				text.append("\n    ").append(name).append(": ").append(shortened(value));
			}
		});
		byte[] body = this.body;
		if (body != null) {
			text.append("\n    ").append(shortened(new String(body, StandardCharsets.UTF_8)));
		}
		return text.toString();
	}

	private static String shortened(String text) {
		StringBuilder printable = new StringBuilder();
		text.chars()
			.limit(600)
			.forEach((character) -> printable
				.append((character < 0x20 || character == 0x7f) ? "\\x%02x".formatted(character) : (char) character));
		return (text.length() > 600) ? printable + "… (%d)".formatted(text.length()) : printable.toString();
	}

}
