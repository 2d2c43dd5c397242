package cn.huiqi.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Lets the program's own role work on the tables that the migrations' role owns, after
 * every migration: it may do to the log nothing but read and add. Where both are the same
 * role, or the database is H2, nothing keeps a row from being changed, and changes are
 * found only.
 */
@Component
class DatabaseRoles implements Callback {

	private static final Logger log = LoggerFactory.getLogger(DatabaseRoles.class);

	private static final String LOG = "audit_act";

	/** The history of migrations is nobody's but the migrations'. */
	private static final Set<String> NOT_GRANTED = Set.of("flyway_schema_history", LOG);

	private final @Nullable String role;

	DatabaseRoles(@Value("${spring.datasource.username:}") String role) {
		this.role = role.isBlank() ? null : role;
	}

	@Override
	public boolean supports(Event event, Context context) {
		return event == Event.AFTER_MIGRATE;
	}

	@Override
	public boolean canHandleInTransaction(Event event, Context context) {
		return true;
	}

	@Override
	public void handle(Event event, Context context) {
		try {
			grant(context.getConnection());
		}
		catch (SQLException ex) {
			throw new IllegalStateException("The rights on the tables could not be granted to " + this.role, ex);
		}
	}

	private void grant(Connection connection) throws SQLException {
		if (!connection.getMetaData().getDatabaseProductName().equals("PostgreSQL")) {
			return;
		}
		String owner = connection.getMetaData().getUserName();
		if (this.role == null || this.role.equals(owner)) {
			log.warn("The audit log is not protected by the database: the migrations run as the program's own role. "
					+ "Changes to it are found, not prevented. Set HUIQI_DB_MIGRATION_USER.");
			return;
		}
		String grantee = "\"" + this.role.replace("\"", "\"\"") + "\"";
		try (Statement statement = connection.createStatement()) {
			for (String table : owned(connection, "r")) {
				if (!NOT_GRANTED.contains(table)) {
					statement.execute("grant select, insert, update, delete on \"%s\" to %s".formatted(table, grantee));
				}
			}
			for (String sequence : owned(connection, "S")) {
				statement.execute("grant usage, select on sequence \"%s\" to %s".formatted(sequence, grantee));
			}
			statement.execute("revoke all on %s from public, %s".formatted(LOG, grantee));
			statement.execute("grant select, insert on %s to %s".formatted(LOG, grantee));
		}
		log.info("{} owns the tables, {} may only read and add to the audit log", owner, this.role);
	}

	/** Names of what the present role owns in the present schema. */
	private static List<String> owned(Connection connection, String kind) throws SQLException {
		List<String> names = new ArrayList<>();
		try (PreparedStatement query = connection
			.prepareStatement("select relname from pg_class where relnamespace = current_schema()::regnamespace "
					+ "and relkind::text = ? and relowner = current_user::regrole")) {
			query.setString(1, kind);
			try (ResultSet rows = query.executeQuery()) {
				while (rows.next()) {
					names.add(rows.getString(1));
				}
			}
		}
		return names;
	}

	@Override
	public String getCallbackName() {
		return "database-roles";
	}

}
