package cn.huiqi.material;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class FileNamesTests {

	@ParameterizedTest
	@CsvSource(textBlock = """
			改造服务合同（盖章）.pdf, 改造服务合同（盖章）.pdf
			C:\\Users\\张三\\桌面\\合同.pdf, 合同.pdf
			../../etc/passwd.pdf, passwd.pdf
			'  a   b .pdf ', 'a b .pdf'
			a<b>|c?.pdf, a_b__c_.pdf
			con.pdf, _con.pdf
			NUL.tar.pdf, _NUL.tar.pdf
			.pdf, 材料.pdf
			pdf, 材料.pdf
			'', 材料
			..., 材料
			""")
	void keepsWhatPeopleReadAndDropsTheRest(String sent, String kept) {
		assertThat(FileNames.clean(sent)).isEqualTo(kept);
	}

	@Test
	void letsNothingUnseenThrough() {
		// given a program that looks like a document where its name is turned round
		assertThat(FileNames.clean("报告\u202Efdp.exe")).isEqualTo("报告fdp.exe");
		assertThat(FileNames.clean("a\u0000b\nc\u200B.pdf")).isEqualTo("abc.pdf");
		assertThat(FileNames.clean("a\r\nSet-Cookie: x=1.pdf")).isEqualTo("aSet-Cookie_ x=1.pdf");
	}

	@Test
	void countsCharactersAsPeopleDo() {
		// given 200 characters of two halves each
		String cleaned = FileNames.clean("\uD842\uDFB7".repeat(200) + ".pdf");
		// then 150 are left, the ending among them
		assertThat(cleaned.codePointCount(0, cleaned.length())).isEqualTo(150);
		assertThat(cleaned).endsWith("\uD842\uDFB7.pdf");
	}

}
