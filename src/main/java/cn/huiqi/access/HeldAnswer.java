package cn.huiqi.access;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import org.jspecify.annotations.Nullable;

/**
 * Holds an answer back when it is a refusal or a fault, error pages of the container
 * included; every other goes straight through.
 */
class HeldAnswer extends HttpServletResponseWrapper {

	private final ByteArrayOutputStream held = new ByteArrayOutputStream();

	private volatile boolean released;

	private @Nullable PrintWriter writer;

	HeldAnswer(HttpServletResponse response) {
		super(response);
	}

	/** What has been held back. */
	byte[] held() {
		if (this.writer != null) {
			this.writer.flush();
		}
		return this.held.toByteArray();
	}

	/** Lets everything through from now on. */
	void release() {
		this.released = true;
	}

	/** Sends what was held back as it is. */
	void send() throws IOException {
		byte[] body = held();
		release();
		setContentLength(body.length);
		getOutputStream().write(body);
	}

	private boolean holds() {
		return !this.released && getStatus() >= 400;
	}

	@Override
	public ServletOutputStream getOutputStream() throws IOException {
		return holds() ? new HeldStream() : super.getOutputStream();
	}

	@Override
	public PrintWriter getWriter() throws IOException {
		if (!holds()) {
			return super.getWriter();
		}
		if (this.writer == null) {
			this.writer = new PrintWriter(new OutputStreamWriter(this.held, StandardCharsets.UTF_8));
		}
		return this.writer;
	}

	@Override
	public void sendError(int status) {
		resetBuffer();
		setStatus(status);
	}

	@Override
	public void sendError(int status, String message) {
		sendError(status);
	}

	@Override
	public void flushBuffer() throws IOException {
		if (!holds()) {
			super.flushBuffer();
		}
	}

	@Override
	public void resetBuffer() {
		super.resetBuffer();
		this.writer = null;
		this.held.reset();
	}

	@Override
	public void reset() {
		super.reset();
		this.writer = null;
		this.held.reset();
	}

	private final class HeldStream extends ServletOutputStream {

		@Override
		public boolean isReady() {
			return true;
		}

		@Override
		public void setWriteListener(WriteListener listener) {
			throw new IllegalStateException("A held answer is written at once");
		}

		@Override
		public void write(int value) {
			HeldAnswer.this.held.write(value);
		}

		@Override
		public void write(byte[] bytes, int offset, int length) {
			HeldAnswer.this.held.write(bytes, offset, length);
		}

	}

}
