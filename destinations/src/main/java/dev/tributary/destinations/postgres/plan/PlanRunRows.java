package dev.tributary.destinations.postgres.plan;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.plan.PlanResult;
import dev.tributary.destinations.plan.PlanRun;
import dev.tributary.destinations.plan.PlanRun.State;
import dev.tributary.destinations.plan.PlanRunBuilder;
import dev.tributary.destinations.plan.PlanTicket.Action;
import dev.tributary.destinations.sync.SyncSpec;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;

/** Reads rows of the table of plans. */
final class PlanRunRows {
  static final String COLUMNS =
      "id, workspace, action, sync, sync_version, spec, state, pass, counted, about, result, words,"
          + " fence";

  private PlanRunRows() {}

  static String json(Object content) {
    return new String(Json.write(content), StandardCharsets.UTF_8);
  }

  static PlanRun run(ResultSet row) throws SQLException {
    String result = row.getString("result");
    return PlanRunBuilder.builder()
        .id(row.getString("id"))
        .workspace(new WorkspaceId(row.getString("workspace")))
        .action(Action.valueOf(row.getString("action").toUpperCase(Locale.ROOT)))
        .sync(new SyncId(row.getString("sync")))
        .syncVersion(row.getLong("sync_version"))
        .spec(Json.read(row.getString("spec").getBytes(StandardCharsets.UTF_8), SyncSpec.class))
        .state(State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)))
        .pass(row.getInt("pass"))
        .counted(row.getLong("counted"))
        .about(row.getLong("about"))
        .result(
            result == null
                ? null
                : Json.read(result.getBytes(StandardCharsets.UTF_8), PlanResult.class))
        .words(row.getString("words"))
        .fence(row.getLong("fence"))
        .build();
  }
}
