package dev.tributary.destinations.postgres.queries;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.ProfileState;
import dev.tributary.destinations.person.PersonTraits;
import dev.tributary.runtime.postgres.Columns;
import dev.tributary.runtime.postgres.RequestDatabase;
import dev.tributary.runtime.replica.ProfileReplicaSql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/** Reads the traits of people from their copies in this service. Thread-safe. */
public final class PostgresPersonTraits implements PersonTraits {
  /** The offset makes the planner look up each person by the index. */
  private static final String STATES =
      ProfileReplicaSql.WITH_CURRENT
          + """
           select c.id, p.state from current_profile c
          cross join lateral (
            select k.state from person k
            where k.workspace = c.workspace and k.profile = c.profile offset 0) p\
          """;

  private final RequestDatabase database;

  public PostgresPersonTraits(RequestDatabase database) {
    this.database = database;
  }

  @Override
  public Map<ProfileId, Map<String, JsonNode>> of(
      WorkspaceId workspace, Collection<ProfileId> profiles) {
    return profiles.isEmpty()
        ? Map.of()
        : database.inWorkspace(
            workspace, tx -> read(tx.getConnection(), workspace, new TreeSet<>(profiles)));
  }

  private static Map<ProfileId, Map<String, JsonNode>> read(
      Connection tx, WorkspaceId workspace, Collection<ProfileId> profiles) {
    Map<ProfileId, Map<String, JsonNode>> found = new HashMap<>();
    try (PreparedStatement statement = tx.prepareStatement(STATES)) {
      new Columns<>(statement, profiles).workspace(_ -> workspace).profile(each -> each);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.put(
              new ProfileId(rows.getString(1)),
              Json.read(rows.getBytes(2), ProfileState.class).traits());
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException("People cannot be read", e);
    }
    return found;
  }
}
