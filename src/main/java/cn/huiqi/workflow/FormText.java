package cn.huiqi.workflow;

import java.util.regex.Pattern;

/**
 * Texts of forms are Markdown: what people wrote is shown as they wrote it, and can
 * neither shout nor link.
 */
public final class FormText {

	private static final Pattern SPECIAL = Pattern.compile("[\\\\`*_{}\\[\\]()#+!|<>~&=:@-]|(?<=www)\\.");

	private FormText() {
	}

	/** The text with everything that Markdown or HTML would read escaped. */
	public static String plain(String written) {
		return SPECIAL.matcher(written).replaceAll("\\\\$0");
	}

}
