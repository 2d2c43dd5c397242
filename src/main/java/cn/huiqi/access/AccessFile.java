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
	record PermissionTable(Map<String, Role> roles, List<GrantList> grants) {
	}

	/**
	 * A part people play.
	 *
	 * @param group id of the group, or of one group for each authority or area
	 * @param name name in Chinese
	 * @param participant whether they work on cases in Tasklist
	 * @param account id of its demo account, where it is not the group's with a number
	 * @param accounts how many demo accounts each group has
	 */
	record Role(String group, String name, boolean participant, @Nullable String account,
			@JsonProperty(required = true) int accounts) {
	}

	/**
	 * What some roles are granted.
	 *
	 * @param to keys of the roles; {@code participants} for all who work in Tasklist
	 * @param may the grants
	 */
	record GrantList(List<String> to, List<Grant> may) {
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
