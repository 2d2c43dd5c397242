package cn.huiqi.access;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.core.io.ClassPathResource;

/**
 * The files of {@code access/}: who there is and what they may.
 */
final class AccessFile {

	private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory())
		.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
		.enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);

	private AccessFile() {
	}

	static <T> T read(String name, Class<T> type) {
		try (InputStream file = new ClassPathResource("access/" + name).getInputStream()) {
			return YAML.readValue(file, type);
		}
		catch (IOException ex) {
			throw new IllegalStateException("access/%s: %s".formatted(name, ex.getMessage()), ex);
		}
	}

	/** {@code permissions.yml}. */
	record PermissionTable(Map<String, Role> roles, Map<String, Duty> duties, List<Apart> apart, List<Right> rights) {
	}

	/**
	 * A part people play.
	 *
	 * @param group id of the group, or of one group for each authority or area
	 * @param name name in Chinese
	 * @param sees which cases it may look at
	 * @param participant whether they work on cases in Tasklist
	 * @param account id of its demo account, where it is not the group's with a number
	 * @param accounts how many demo accounts each group has
	 */
	record Role(String group, String name, Sees sees, @JsonProperty(required = true) boolean participant,
			@Nullable String account, @JsonProperty(required = true) int accounts) {

		Role {
			Objects.requireNonNull(group, "group");
			Objects.requireNonNull(name, "name");
			Objects.requireNonNull(sees, "sees");
		}

	}

	/** Which cases a role may look at. */
	enum Sees {

		/** Those of the enterprise the account acts for. */
		@JsonProperty("own")
		OWN,
		/** Those of its authority and its area. */
		@JsonProperty("area")
		AREA,
		/** Those of its authority. */
		@JsonProperty("authority")
		AUTHORITY,
		/** Those it was drawn for or has acted in. */
		@JsonProperty("involved")
		INVOLVED,
		/** Those it started. */
		@JsonProperty("started")
		STARTED,
		/** All. */
		@JsonProperty("all")
		ALL,
		/** None. */
		@JsonProperty("none")
		NONE

	}

	/**
	 * A kind of task.
	 *
	 * @param name name in Chinese
	 * @param to keys of the roles that may do it
	 */
	record Duty(String name, List<String> to) {

		Duty {
			Objects.requireNonNull(name, "name");
			Objects.requireNonNull(to, "to");
		}

	}

	/**
	 * Duties that one person may not both have in one case.
	 *
	 * @param duties keys of the duties
	 * @param because reason, as it is told
	 */
	record Apart(List<String> duties, String because) {

		Apart {
			Objects.requireNonNull(duties, "duties");
			Objects.requireNonNull(because, "because");
		}

	}

	/**
	 * Something that may be done.
	 *
	 * @param right key
	 * @param name name in Chinese
	 * @param to keys of the roles that may; {@code participants} for all who work in
	 * Tasklist, {@code everybody} for every account, {@code anyone} without a login
	 * @param of what its addresses are about, {@code null} for nothing in particular
	 * @param engine what the engine grants for it
	 * @param routes method and path of its addresses
	 */
	record Right(String right, String name, List<String> to, @Nullable String of, @Nullable List<Grant> engine,
			@Nullable List<String> routes) {

		Right {
			Objects.requireNonNull(right, "right");
			Objects.requireNonNull(name, "name");
			Objects.requireNonNull(to, "to");
		}

	}

	/**
	 * One grant.
	 *
	 * @param resource name of the engine's resource, or {@code *}
	 * @param id id of what is granted, {@code *} or with a placeholder
	 * @param permissions names of the engine's permissions
	 */
	record Grant(String resource, String id, List<String> permissions) {

		Grant {
			Objects.requireNonNull(resource, "resource");
			Objects.requireNonNull(id, "id");
			Objects.requireNonNull(permissions, "permissions");
		}

	}

	/** {@code filters.yml}. */
	record FilterTable(List<FilterRow> filters) {
	}

	/**
	 * A list in Tasklist.
	 *
	 * @param key stays the same when the name changes
	 * @param name name in Chinese
	 * @param description what is in it
	 * @param color colour of its bar
	 * @param priority place among the lists
	 * @param to keys of the roles that see it
	 * @param query query as the engine's REST interface takes it
	 */
	record FilterRow(String key, String name, String description, String color,
			@JsonProperty(required = true) int priority, List<String> to, Map<String, Object> query) {
	}

}
