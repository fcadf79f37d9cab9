package dev.tributary.destinations.postgres.queries;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.explain.AudienceSyncs;
import dev.tributary.runtime.postgres.RequestDatabase;
import java.util.List;

/**
 * Reads the definitions of syncs and their kept versions. Only the parts that name the object, so
 * that a definition of a later version of Tributary is among them. Thread-safe.
 */
public final class PostgresAudienceSyncs implements AudienceSyncs {
  private static final String TARGETS =
      """
      select id, spec ->> 'destination' as destination, spec ->> 'object' as object,
        coalesce(spec -> 'settings', '{}') as settings
      from definition
      where workspace = :workspace and kind = 'sync' and spec -> 'from' ->> 'kind' = 'audience'
      union
      select id, spec ->> 'destination', spec ->> 'object', coalesce(spec -> 'settings', '{}')
      from definition_version
      where workspace = :workspace and kind = 'sync' and spec -> 'from' ->> 'kind' = 'audience'\
      """;

  private final RequestDatabase database;

  public PostgresAudienceSyncs(RequestDatabase database) {
    this.database = database;
  }

  @Override
  public List<Target> targets(WorkspaceId workspace) {
    return database.inWorkspace(
        workspace,
        tx ->
            tx.createQuery(TARGETS)
                .bind("workspace", workspace.value())
                .map((rows, context) ->
                    new Target(
                        new DestinationId(rows.getString("destination")),
                        new SyncId(rows.getString("id")),
                        rows.getString("object"),
                        Json.read(rows.getString("settings").getBytes(UTF_8), ObjectNode.class)))
                .list());
  }
}
