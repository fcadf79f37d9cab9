package dev.tributary.control.postgres.alert;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.control.alert.Alert;
import dev.tributary.control.alert.AlertQueries;
import dev.tributary.control.alert.AlertSettings;
import dev.tributary.control.alert.ChannelName;
import dev.tributary.runtime.postgres.RequestDatabase;
import dev.tributary.runtime.postgres.TransactionListener;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Each call is one transaction, which sees only the rows of its workspace. */
public final class PostgresAlertQueries implements AlertQueries {
  private final RequestDatabase database;

  public PostgresAlertQueries(RequestDatabase database) {
    this.database = database;
  }

  @Override
  public List<Alert> list(WorkspaceId workspace, Which which, @Nullable String cursor, int limit) {
    return database.inWorkspace(
        workspace,
        tx ->
            tx.createQuery(
                    "select "
                        + AlertRows.COLUMNS
                        + " from alert a where a.workspace = :workspace and a.opened_at is not null"
                        + condition(which)
                        + " and (cast(:cursor as text) is null or a.id < :cursor)"
                        + " order by a.id desc limit :limit")
                .bind("workspace", workspace.value())
                .bind("cursor", cursor)
                .bind("limit", limit + 1)
                .map((rows, context) -> AlertRows.alert(rows))
                .list());
  }

  private static String condition(Which which) {
    return switch (which) {
      case OPEN -> " and a.resolved_at is null";
      case RESOLVED -> " and a.resolved_at is not null";
      case ALL -> "";
    };
  }

  @Override
  public AlertSettings settings(WorkspaceId workspace) {
    return database.inWorkspace(workspace, tx -> AlertRows.settings(tx, workspace));
  }

  @Override
  public void put(WorkspaceId workspace, AlertSettings settings) {
    database.inWorkspace(
        workspace,
        tx -> {
          database.changed(
              new TransactionListener.Changed(
                  "alert-settings",
                  workspace.value(),
                  "",
                  AlertRows.settings(tx, workspace),
                  settings));
          return tx.createUpdate(
                  """
                  insert into alert_settings (workspace, settings)
                  values (:workspace, cast(:settings as jsonb))
                  on conflict (workspace) do update set settings = excluded.settings\
                  """)
              .bind("workspace", workspace.value())
              .bind("settings", new String(Json.write(settings), StandardCharsets.UTF_8))
              .execute();
        });
  }

  @Override
  public Map<ChannelName, LastAttempt> lastAttempts(WorkspaceId workspace) {
    Map<ChannelName, LastAttempt> newest = new EnumMap<>(ChannelName.class);
    database.inWorkspace(
        workspace,
        tx ->
            tx.createQuery(
                    """
                    select distinct on (channel) channel, state, tried_at, words
                    from alert_notice where workspace = :workspace and tried_at is not null
                    order by channel, tried_at desc\
                    """)
                .bind("workspace", workspace.value())
                .map((rows, context) ->
                    newest.put(
                        ChannelName.valueOf(rows.getString(1)),
                        new LastAttempt(
                            rows.getString(2).equals("told"),
                            rows.getTimestamp(3).toInstant(),
                            rows.getString(4))))
                .list());
    return newest;
  }
}
