package cn.huiqi.material;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Makes of the name somebody sends one that can be shown and saved anywhere.
 */
final class FileNames {

	/** Most characters, counted as people count them. */
	static final int LONGEST = 150;

	private static final String NAMELESS = "材料";

	private static final Pattern PATH = Pattern.compile("^.*[/\\\\]", Pattern.DOTALL);

	/**
	 * Control and format characters, among them those that turn the direction of writing
	 * round, line ends, and halves of characters.
	 */
	private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Cn}\\p{Zl}\\p{Zp}]");

	private static final Pattern SPACES = Pattern.compile("[\\s\\p{Zs}]+");

	private static final Pattern FORBIDDEN = Pattern.compile("[<>:\"|?*]");

	private static final Pattern EDGES = Pattern.compile("^[. ]+|[. ]+$");

	private static final Pattern RESERVED = Pattern.compile("(?i)(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])");

	private FileNames() {
	}

	/** The name without what could mislead people or systems. */
	static String clean(@Nullable String sent) {
		String name = (sent != null) ? sent : "";
		name = UNSEEN.matcher(name).replaceAll("");
		name = PATH.matcher(name).replaceAll("");
		name = Normalizer.normalize(name, Normalizer.Form.NFC);
		name = FORBIDDEN.matcher(name).replaceAll("_");
		name = SPACES.matcher(name).replaceAll(" ");
		name = EDGES.matcher(name).replaceAll("");
		int dot = name.lastIndexOf('.');
		String base = (dot >= 0) ? name.substring(0, dot) : name;
		String ending = (dot >= 0) ? name.substring(dot) : "";
		if (dot < 0 && Set.of("pdf", "jpg", "jpeg", "png", "zip").contains(name.toLowerCase(Locale.ROOT))) {
			base = NAMELESS;
			ending = "." + name;
		}
		if (base.isBlank()) {
			base = NAMELESS;
		}
		int first = base.indexOf('.');
		if (RESERVED.matcher((first >= 0) ? base.substring(0, first) : base).matches()) {
			base = "_" + base;
		}
		return shortened(base, LONGEST - ending.codePointCount(0, ending.length()), ending);
	}

	private static String shortened(String base, int room, String ending) {
		if (room < 1) {
			return base.substring(0,
					base.offsetByCodePoints(0, Math.min(LONGEST, base.codePointCount(0, base.length()))));
		}
		return (base.codePointCount(0, base.length()) <= room) ? base + ending
				: base.substring(0, base.offsetByCodePoints(0, room)) + ending;
	}

	/** What stands behind the last dot, in lower case; empty where there is no dot. */
	static String endingOf(String name) {
		int dot = name.lastIndexOf('.');
		return (dot >= 0) ? name.substring(dot + 1).toLowerCase(Locale.ROOT) : "";
	}

}
