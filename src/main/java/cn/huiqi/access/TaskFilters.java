package cn.huiqi.access;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.query.Query;
import org.camunda.bpm.engine.rest.dto.task.TaskQueryDto;

import org.springframework.stereotype.Component;
import org.springframework.util.DigestUtils;

/**
 * The lists that people find in Tasklist at their first login: the rows of
 * {@code access/filters.yml}. A row that has not changed leaves the filter as it is, with
 * what an administrator has changed in it since; filters without our mark are left alone.
 */
@Component
class TaskFilters {

	private static final String KEY = "huiqiKey";

	private static final String DEFINITION = "huiqiDefinition";

	private static final ObjectMapper JSON = new ObjectMapper()
		.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

	private final ProcessEngine engine;

	private final FilterService filters;

	private final AuthorizationService authorizations;

	private final AccessFile.FilterTable table = AccessFile.read("filters.yml", AccessFile.FilterTable.class);

	TaskFilters(ProcessEngine engine, Roles roles) {
		this.engine = engine;
		this.filters = engine.getFilterService();
		this.authorizations = engine.getAuthorizationService();
		this.table.filters().forEach((row) -> roles.check("filters.yml", row.to()));
	}

	void setUp(List<Roles.RoleGroup> groups) {
		Map<String, Filter> present = new HashMap<>();
		for (Filter filter : this.filters.createTaskFilterQuery().list()) {
			if (filter.getProperties() != null && filter.getProperties().get(KEY) instanceof String key) {
				present.put(key, filter);
			}
		}
		for (AccessFile.FilterRow row : this.table.filters()) {
			Filter filter = present.remove(row.key());
			String definition = definitionOf(row);
			if (filter == null || !definition.equals(filter.getProperties().get(DEFINITION))) {
				filter = save((filter != null) ? filter : this.filters.newTaskFilter(), row, definition);
			}
			grant(filter, row, groups);
		}
		present.values().forEach((left) -> this.filters.deleteFilter(left.getId()));
	}

	private Filter save(Filter filter, AccessFile.FilterRow row, String definition) {
		Map<String, Object> properties = new LinkedHashMap<>();
		properties.put("description", row.description());
		properties.put("color", row.color());
		properties.put("priority", row.priority());
		properties.put("refresh", true);
		properties.put("showUndefinedVariable", false);
		properties.put("variables", List.of(Map.of("name", "applicationNumber", "label", "申请编号"),
				Map.of("name", "enterpriseName", "label", "企业")));
		properties.put(KEY, row.key());
		properties.put(DEFINITION, definition);
		filter.setName(row.name());
		filter.setQuery(queryOf(row));
		filter.setProperties(properties);
		return this.filters.saveFilter(filter);
	}

	private Query<?, ?> queryOf(AccessFile.FilterRow row) {
		try {
			TaskQueryDto query = JSON.convertValue(row.query(), TaskQueryDto.class);
			query.setObjectMapper(JSON);
			return query.toQuery(this.engine);
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalStateException("access/filters.yml: %s: %s".formatted(row.key(), ex.getMessage()), ex);
		}
	}

	private void grant(Filter filter, AccessFile.FilterRow row, List<Roles.RoleGroup> groups) {
		Set<String> wanted = new TreeSet<>();
		groups.stream().filter((group) -> group.isAmong(row.to())).forEach((group) -> wanted.add(group.id()));
		for (Authorization authorization : this.authorizations.createAuthorizationQuery()
			.authorizationType(Authorization.AUTH_TYPE_GRANT)
			.resourceType(Resources.FILTER)
			.resourceId(filter.getId())
			.list()) {
			if (authorization.getGroupId() != null && !wanted.remove(authorization.getGroupId())) {
				this.authorizations.deleteAuthorization(authorization.getId());
			}
		}
		for (String group : wanted) {
			Authorization authorization = this.authorizations.createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
			authorization.setGroupId(group);
			authorization.setResource(Resources.FILTER);
			authorization.setResourceId(filter.getId());
			authorization.addPermission(Permissions.READ);
			this.authorizations.saveAuthorization(authorization);
		}
	}

	private static String definitionOf(AccessFile.FilterRow row) {
		return DigestUtils.md5DigestAsHex(row.toString().getBytes(StandardCharsets.UTF_8));
	}

}
