package cn.huiqi.document;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * Registers of a programme's cases as Excel sheets, in the layout that
 * {@code documents/<authority>/} says.
 */
public interface Registers {

	/** The title of a register, empty if the programme has none of this name. */
	Optional<String> title(String programme, String name);

	/**
	 * Writes a register with the cases the caller may see.
	 * @param programme programme
	 * @param name name of the register
	 * @param area code of an area, null for all areas the caller sees
	 * @return how many cases it lists
	 * @throws IllegalArgumentException if there is no such register
	 */
	int write(String programme, String name, @Nullable String area, OutputStream out) throws IOException;

}
