package cn.huiqi.fuzz;

import java.util.List;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What the webapps' pages call beside the engine: nobody describes it, so it is told
 * here, a line per address with what it takes.
 */
final class Webapps {

	private static final String BASE = "/cockpit/plugin/base/default";

	private static final String CASES = "processDefinitionId,parentProcessDefinitionId,activityIdIn[],"
			+ "activityInstanceIdIn[],businessKey,parentProcessInstanceId,startedBefore,startedAfter,withIncident?,"
			+ "variables[],sortBy,sortOrder";

	private static final String INCIDENTS = "processDefinitionIdIn[],processInstanceIdIn[],activityIdIn[],sortBy,sortOrder";

	private static final String DEFINITIONS = "parentProcessDefinitionId,superProcessDefinitionId,activityIdIn[],"
			+ "businessKey,variables[]";

	private static final List<String> CALLS = List.of(
			"get " + BASE + "/process-definition/statistics key,name,nameLike",
			"get " + BASE + "/process-definition/statistics-count key,name",
			"get " + BASE + "/process-instance " + CASES, "post " + BASE + "/process-instance " + CASES,
			"get " + BASE + "/process-instance/count " + CASES, "post " + BASE + "/process-instance/count " + CASES,
			"get " + BASE + "/process-definition/{id}/called-process-definitions " + DEFINITIONS,
			"post " + BASE + "/process-definition/{id}/called-process-definitions " + DEFINITIONS,
			"get " + BASE + "/process-instance/{id}/called-process-instances activityInstanceIdIn[]",
			"post " + BASE + "/process-instance/{id}/called-process-instances activityInstanceIdIn[]",
			"get " + BASE + "/incident " + INCIDENTS, "post " + BASE + "/incident " + INCIDENTS,
			"get " + BASE + "/incident/count " + INCIDENTS, "post " + BASE + "/incident/count " + INCIDENTS,
			"get /cockpit/plugin/{plugin}/static/{file}", "get /tasklist/plugin/{plugin}/static/{file}",
			"get /admin/plugin/adminPlugins/default/metrics/aggregated groupBy,metrics,subscriptionStartDate,startDate",
			"get /admin/auth/user/{engine}", "post /admin/auth/user/{engine}/login/{app} username,password",
			"get /admin/setup/{engine}/user/create", "post /admin/setup/default/user/create profile,credentials",
			"get /welcome/plugin/{plugin}/static/{file}", "get /engine/engine name", "get /{a}/{b} c");

	private Webapps() {
	}

	/** The same as a description of an interface. */
	static OpenApi description() {
		ObjectNode document = new ObjectMapper().createObjectNode();
		for (String call : CALLS) {
			String[] parts = call.split(" ");
			ObjectNode operation = document.withObjectProperty("paths")
				.withObjectProperty(parts[1])
				.withObjectProperty(parts[0]);
			for (String part : parts[1].split("/")) {
				if (part.startsWith("{")) {
					parameter(operation, part.substring(1, part.length() - 1), "path", "string");
				}
			}
			String[] names = (parts.length > 2) ? parts[2].split(",") : new String[0];
			for (String name : names) {
				String type = name.endsWith("[]") ? "array" : name.endsWith("?") ? "boolean" : "string";
				String plain = name.replaceAll("[\\[\\]?]", "");
				if (parts[0].equals("get")) {
					parameter(operation, plain, "query", type);
				}
				else {
					operation.withObjectProperty("requestBody")
						.withObjectProperty("content")
						.withObjectProperty("application/json")
						.withObjectProperty("schema")
						.withObjectProperty("properties")
						.withObjectProperty(plain)
						.put("type", type);
				}
			}
		}
		return new OpenApi(document);
	}

	private static void parameter(ObjectNode operation, String name, String place, String type) {
		operation.withArrayProperty("parameters")
			.addObject()
			.put("name", name)
			.put("in", place)
			.withObjectProperty("schema")
			.put("type", type);
	}

}
