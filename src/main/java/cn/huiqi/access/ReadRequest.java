package cn.huiqi.access;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;

/**
 * A request whose body was read and can be read once more.
 */
class ReadRequest extends HttpServletRequestWrapper {

	private final ServletInputStream stream;

	ReadRequest(HttpServletRequest request, byte[] body) {
		super(request);
		this.stream = new BodyStream(body);
	}

	@Override
	public ServletInputStream getInputStream() {
		return this.stream;
	}

	@Override
	public BufferedReader getReader() {
		String encoding = getCharacterEncoding();
		Charset charset = (encoding != null) ? Charset.forName(encoding) : StandardCharsets.UTF_8;
		return new BufferedReader(new InputStreamReader(this.stream, charset));
	}

	private static final class BodyStream extends ServletInputStream {

		private final ByteArrayInputStream body;

		private BodyStream(byte[] body) {
			this.body = new ByteArrayInputStream(body);
		}

		@Override
		public boolean isFinished() {
			return this.body.available() == 0;
		}

		@Override
		public boolean isReady() {
			return true;
		}

		@Override
		public void setReadListener(ReadListener listener) {
			throw new IllegalStateException("This body has been read already");
		}

		@Override
		public int read() {
			return this.body.read();
		}

		@Override
		public int read(byte[] bytes, int offset, int length) {
			return this.body.read(bytes, offset, length);
		}

		@Override
		public int available() {
			return this.body.available();
		}

	}

}
