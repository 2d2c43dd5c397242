package cn.huiqi.material;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

import cn.huiqi.core.RefusedException;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

class ZipInspectionTests {

	@Test
	void takesWhatOfficesReallySend() {
		// given documents, with a picture, with an archive inside
		byte[] noise = new byte[3_000_000];
		new Random(1).nextBytes(noise);
		byte[] pictures = Samples.zip(Map.of("截图.png", noise));
		assertThatCode(() -> inspect(Samples.docx(false), true)).doesNotThrowAnyException();
		assertThatCode(() -> inspect(pictures, false)).doesNotThrowAnyException();
		assertThatCode(() -> inspect(Samples.zip(Map.of("a.zip", pictures, "b.docx", Samples.docx(false))), false))
			.doesNotThrowAnyException();
	}

	@Test
	void refusesBombBeforeItGoesOff() {
		// given zeros, alone and one archive deeper
		byte[] bomb = Samples.bomb();
		assertThat(bomb.length).isLessThan(100_000);
		for (byte[] archive : new byte[][] { bomb, Samples.zip(Map.of("inner.zip", bomb)) }) {
			// when
			RefusedException refusal = refusalOf(archive, false);
			// then it is refused
			assertThat(refusal.kind()).isEqualTo(RefusedException.Kind.TOO_LARGE);
			assertThat(refusal.getMessage()).contains("压缩比异常");
		}
	}

	@Test
	void refusesTooMuchNestingAndTooManyEntries() {
		// given an archive in an archive in an archive
		byte[] deep = Samples
			.zip(Map.of("a.zip", Samples.zip(Map.of("b.zip", Samples.zip(Map.of("c.txt", new byte[] { 1 }))))));
		assertThat(refusalOf(deep, false).getMessage()).contains("嵌套");
		// and one that cannot be walked through
		byte[] rar = Samples.zip(Map.of("a.rar", new byte[] { 'R', 'a', 'r', '!', 0x1A, 7, 0, 0, 0 }));
		assertThat(refusalOf(rar, false).getMessage()).contains("RAR");
		// and ten thousand files and one
		Map<String, byte[]> many = new HashMap<>();
		for (int i = 0; i <= 10_000; i++) {
			many.put("f" + i, new byte[0]);
		}
		assertThat(refusalOf(Samples.zip(many), false).getMessage()).contains("10000个");
	}

	@Test
	void refusesWhatIsNoDocumentOrHoldsMacros() {
		assertThat(refusalOf(Samples.zip(Map.of("a.txt", new byte[] { 1 })), true).getMessage()).contains("Office");
		assertThat(refusalOf(Samples.docx(true), true).getMessage()).contains("宏");
		assertThat(refusalOf(Samples.zip(Map.of("x/VBAPROJECT.BIN", new byte[] { 1 })), false).getMessage())
			.contains("宏");
	}

	@Test
	void refusesWhatOneReaderSeesAndAnotherDoesNot() {
		// given a harmless archive with a macro in a second one behind it
		byte[] harmless = Samples.docx(false);
		byte[] macro = Samples.docx(true);
		byte[] both = Arrays.copyOf(harmless, harmless.length + macro.length);
		System.arraycopy(macro, 0, both, harmless.length, macro.length);
		assertThat(refusalOf(both, true).kind()).isEqualTo(RefusedException.Kind.INVALID);
		// and one that is called otherwise in the directory at its end
		byte[] renamed = Samples.zip(Map.of("word/xbaProject.bin", new byte[] { 1 }));
		int directory = new String(renamed, StandardCharsets.ISO_8859_1).lastIndexOf("xbaProject");
		renamed[directory] = 'v';
		assertThat(refusalOf(renamed, false).kind()).isEqualTo(RefusedException.Kind.INVALID);
	}

	@Test
	void refusesWhatCannotBeRead() {
		// given half an archive, and bytes that are none
		byte[] noise = new byte[100_000];
		new Random(2).nextBytes(noise);
		byte[] whole = Samples.zip(Map.of("a.bin", noise));
		assertThat(refusalOf(Arrays.copyOf(whole, 50_000), false).kind()).isEqualTo(RefusedException.Kind.INVALID);
		assertThat(refusalOf("PK, but no archive".getBytes(), false).kind()).isEqualTo(RefusedException.Kind.INVALID);
	}

	private static void inspect(byte[] archive, boolean office) throws IOException {
		ZipInspection.inspect(new ByteArrayInputStream(archive), office);
	}

	private static RefusedException refusalOf(byte[] archive, boolean office) {
		return Assertions.catchThrowableOfType(RefusedException.class, () -> inspect(archive, office));
	}

}
