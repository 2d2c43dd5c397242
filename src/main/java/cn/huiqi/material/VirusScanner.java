package cn.huiqi.material;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

import cn.huiqi.core.RefusedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Has files scanned by clamd, over TCP in its own protocol: the command INSTREAM, then
 * pieces each with its length before it, then a length of zero.
 */
@Component
class VirusScanner {

	private static final Logger log = LoggerFactory.getLogger(VirusScanner.class);

	private static final int PIECE = 64 * 1024;

	/** No answer of clamd is longer. */
	private static final int LONGEST_ANSWER = 4096;

	private final MaterialSettings.Clamav clamd;

	VirusScanner(MaterialSettings settings) {
		this.clamd = settings.clamav();
	}

	/**
	 * Scans a file.
	 * @return true if it is clean, null if no scanner is set up
	 * @throws RefusedException if it is infected, or the scanner does not answer
	 */
	@Nullable Boolean scan(InputStream content) {
		if (!this.clamd.isConfigured()) {
			return null;
		}
		Optional<String> found;
		try {
			found = ask(content);
		}
		catch (IOException ex) {
			log.error("clamd at {}:{} does not scan", this.clamd.host(), this.clamd.port(), ex);
			throw RefusedException.unavailable("file", "病毒扫描服务暂不可用，文件未保存，请稍后重试");
		}
		found.ifPresent((virus) -> {
			log.warn("An upload was refused: {}", virus);
			throw RefusedException.unsupported("file", "文件含有病毒（%s），未保存".formatted(virus));
		});
		return true;
	}

	/** Name of what was found, empty if it is clean. */
	private Optional<String> ask(InputStream content) throws IOException {
		try (Socket socket = new Socket()) {
			socket.connect(new InetSocketAddress(this.clamd.host(), this.clamd.port()),
					(int) this.clamd.connectTimeout().toMillis());
			socket.setSoTimeout((int) this.clamd.readTimeout().toMillis());
			IOException broken = null;
			try {
				send(content, new DataOutputStream(socket.getOutputStream()));
			}
			catch (IOException ex) {
				// it stops listening when it has seen enough, and says why
				broken = ex;
			}
			String answer = new String(socket.getInputStream().readNBytes(LONGEST_ANSWER), StandardCharsets.UTF_8)
				.trim();
			if (answer.endsWith(" FOUND")) {
				return Optional.of(answer.replaceFirst("^stream: ", "").replaceFirst(" FOUND$", ""));
			}
			if (answer.endsWith("stream: OK") && broken == null) {
				return Optional.empty();
			}
			throw new IOException("clamd answered: " + answer, broken);
		}
	}

	private static void send(InputStream content, DataOutputStream clamd) throws IOException {
		clamd.write("zINSTREAM\0".getBytes(StandardCharsets.US_ASCII));
		byte[] piece = new byte[PIECE];
		for (int length = content.read(piece); length >= 0; length = content.read(piece)) {
			if (length > 0) {
				clamd.writeInt(length);
				clamd.write(piece, 0, length);
			}
		}
		clamd.writeInt(0);
		clamd.flush();
	}

}
