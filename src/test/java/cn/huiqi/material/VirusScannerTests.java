package cn.huiqi.material;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

import cn.huiqi.core.RefusedException;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The scanner's side of the wire is a small server that speaks clamd's protocol.
 */
class VirusScannerTests {

	@Test
	void tellsCleanFilesFromInfectedOnes() throws IOException {
		try (FakeClamd clamd = new FakeClamd(null)) {
			VirusScanner scanner = scanner("127.0.0.1", clamd.port());
			// given two files, the second with a signature
			byte[] clean = new byte[300_000];
			byte[] infected = ("x".repeat(200_000) + "EICAR").getBytes(StandardCharsets.US_ASCII);
			// then
			assertThat(scanner.scan(new ByteArrayInputStream(clean))).isTrue();
			RefusedException refusal = Assertions.catchThrowableOfType(RefusedException.class,
					() -> scanner.scan(new ByteArrayInputStream(infected)));
			assertThat(refusal.kind()).isEqualTo(RefusedException.Kind.UNSUPPORTED);
			assertThat(refusal.getMessage()).contains("病毒", "Eicar-Test-Signature");
		}
	}

	@Test
	void scansNothingWithoutScanner() {
		assertThat(scanner("", 3310).scan(new ByteArrayInputStream(new byte[1]))).isNull();
	}

	@Test
	void isUnavailableWhenScannerDoesNotAnswer() throws IOException {
		// given a port nobody listens at, one that says it is full, one that says nothing
		int closed;
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			closed = socket.getLocalPort();
		}
		assertUnavailable(closed);
		try (FakeClamd full = new FakeClamd("INSTREAM size limit exceeded. ERROR")) {
			assertUnavailable(full.port());
		}
		try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
			assertUnavailable(silent.getLocalPort());
		}
	}

	private static void assertUnavailable(int port) {
		RefusedException refusal = Assertions.catchThrowableOfType(RefusedException.class,
				() -> scanner("127.0.0.1", port).scan(new ByteArrayInputStream(new byte[1000])));
		assertThat(refusal.kind()).isEqualTo(RefusedException.Kind.UNAVAILABLE);
	}

	private static VirusScanner scanner(String host, int port) {
		return new VirusScanner(settings(host, port, DataSize.ofGigabytes(2)));
	}

	static MaterialSettings settings(String host, int port, DataSize quota) {
		return new MaterialSettings(MaterialSettings.Kind.DIRECTORY, Path.of("target"), quota,
				new MaterialSettings.Clamav(host, port, Duration.ofSeconds(1), Duration.ofSeconds(1)));
	}

	/**
	 * Finds a virus in whatever holds the word EICAR.
	 */
	static final class FakeClamd implements AutoCloseable {

		private final ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());

		private final String always;

		FakeClamd(String always) throws IOException {
			this.always = always;
			Thread thread = new Thread(this::serve, "clamd");
			thread.setDaemon(true);
			thread.start();
		}

		int port() {
			return this.socket.getLocalPort();
		}

		private void serve() {
			while (!this.socket.isClosed()) {
				try (Socket client = this.socket.accept()) {
					DataInputStream in = new DataInputStream(client.getInputStream());
					String command = new String(in.readNBytes(10), StandardCharsets.US_ASCII);
					StringBuilder content = new StringBuilder();
					for (int length = in.readInt(); length > 0; length = in.readInt()) {
						content.append(new String(in.readNBytes(length), StandardCharsets.ISO_8859_1));
					}
					String answer = !command.equals("zINSTREAM\0") ? "UNKNOWN COMMAND" : (this.always != null)
							? this.always
							: content.indexOf("EICAR") >= 0 ? "stream: Eicar-Test-Signature FOUND" : "stream: OK";
					client.getOutputStream().write((answer + "\0").getBytes(StandardCharsets.US_ASCII));
				}
				catch (IOException ex) {
					if (!this.socket.isClosed()) {
						throw new UncheckedIOException(ex);
					}
				}
			}
		}

		@Override
		public void close() throws IOException {
			this.socket.close();
		}

	}

}
