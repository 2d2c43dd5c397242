package cn.huiqi.fuzz;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * One kept-alive connection to the program on this machine. HTTP clients refuse to send
 * what these requests are made of: odd addresses, broken headers, bytes that are no text.
 */
final class Wire implements AutoCloseable {

	private static final int PATIENCE = 60_000;

	private static final Pattern BODILESS = Pattern.compile("HEAD|CONNECT");

	private final int port;

	private @Nullable Socket socket;

	private InputStream in = InputStream.nullInputStream();

	Wire(int port) {
		this.port = port;
	}

	/** Sends, and reads the answer; once more where the connection had been closed. */
	Reply send(Call call) throws IOException {
		boolean kept = this.socket != null;
		try {
			return exchange(call);
		}
		catch (IOException ex) {
			close();
			if (!kept) {
				throw ex;
			}
			return exchange(call);
		}
	}

	private Reply exchange(Call call) throws IOException {
		Socket socket = this.socket;
		if (socket == null) {
			socket = new Socket(InetAddress.getLoopbackAddress(), this.port);
			socket.setTcpNoDelay(true);
			socket.setSoTimeout(PATIENCE);
			this.socket = socket;
			this.in = new BufferedInputStream(socket.getInputStream());
		}
		try {
			socket.getOutputStream().write(call.bytes());
		}
		catch (IOException ex) {
			// refused before it was read to its end: the answer may be there all the same
			if (this.in.available() == 0) {
				throw ex;
			}
		}
		Reply reply = read(call.method());
		if (reply.closes()) {
			close();
		}
		return reply;
	}

	private Reply read(String method) throws IOException {
		String status = line();
		while (status.startsWith("HTTP/1.1 100")) {
			line();
			status = line();
		}
		if (!status.startsWith("HTTP/1.")) {
			throw new IOException("Not an answer: " + status);
		}
		Map<String, String> headers = new LinkedHashMap<>();
		for (String header = line(); !header.isEmpty(); header = line()) {
			int colon = header.indexOf(':');
			headers.merge(header.substring(0, colon).toLowerCase(Locale.ROOT), header.substring(colon + 1).trim(),
					(first, second) -> first + "\n" + second);
		}
		int code = Integer.parseInt(status.substring(9, 12));
		byte[] body;
		if (BODILESS.matcher(method).matches() || code == 204 || code == 304) {
			body = new byte[0];
		}
		else if ("chunked".equalsIgnoreCase(headers.get("transfer-encoding"))) {
			body = chunks();
		}
		else if (headers.containsKey("content-length")) {
			body = exactly(Integer.parseInt(headers.get("content-length")));
		}
		else {
			body = this.in.readAllBytes();
			headers.put("connection", "close");
		}
		return new Reply(code, headers, body);
	}

	private byte[] chunks() throws IOException {
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		while (true) {
			int size = Integer.parseInt(line().trim(), 16);
			if (size == 0) {
				while (!line().isEmpty()) {
					// trailers say nothing
				}
				return body.toByteArray();
			}
			body.write(exactly(size));
			line();
		}
	}

	private byte[] exactly(int length) throws IOException {
		byte[] bytes = this.in.readNBytes(length);
		if (bytes.length < length) {
			throw new IOException("The answer ends early");
		}
		return bytes;
	}

	private String line() throws IOException {
		ByteArrayOutputStream line = new ByteArrayOutputStream();
		for (int next = this.in.read(); next != '\n'; next = this.in.read()) {
			if (next < 0) {
				throw new IOException("The connection was closed");
			}
			line.write(next);
		}
		return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
	}

	@Override
	public void close() throws IOException {
		if (this.socket != null) {
			this.socket.close();
			this.socket = null;
		}
	}

	/**
	 * An answer.
	 *
	 * @param status the HTTP status
	 * @param headers by name in small letters; several of one name on lines of their own
	 * @param body its bytes, out of their chunks
	 */
	record Reply(int status, Map<String, String> headers, byte[] body) {

		String header(String name) {
			return this.headers.getOrDefault(name, "");
		}

		String text() {
			return new String(this.body, StandardCharsets.UTF_8);
		}

		boolean closes() {
			return header("connection").equalsIgnoreCase("close");
		}

	}

}
