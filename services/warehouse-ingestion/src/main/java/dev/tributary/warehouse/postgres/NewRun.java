package dev.tributary.warehouse.postgres;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.ModelId;
import dev.tributary.contracts.id.RunId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.warehouse.run.Run;
import dev.tributary.warehouse.snapshot.Counts;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** A run to queue, from a schedule or a request. */
record NewRun(
    WorkspaceId workspace,
    RunId id,
    ModelId model,
    String trigger,
    @Nullable String actor,
    Instant queuedAt) {

  /** Empty if the model has a run that has not ended. */
  Optional<Run> insert(Handle handle) {
    return handle
        .createQuery(
            "insert into run (workspace, id, model, state, trigger, actor, queued_at, counts)"
                + " values (:workspace, :id, :model, 'QUEUED', :trigger, :actor, :queuedAt,"
                + " cast(:counts as jsonb)) on conflict do nothing returning "
                + RunRows.COLUMNS)
        .bind("workspace", workspace.value())
        .bind("id", laterThanTheLast(handle).value())
        .bind("model", model.value())
        .bind("trigger", trigger)
        .bind("actor", actor)
        .bind("queuedAt", queuedAt)
        .bind("counts", new String(Json.write(Counts.NONE), StandardCharsets.UTF_8))
        .map(new RunRows())
        .findFirst();
  }

  /**
   * Readers of rows order the runs of a model by their ids. The clock that made the last id may
   * have been ahead, so the new id must be larger.
   */
  private RunId laterThanTheLast(Handle handle) {
    return handle
        .createQuery(
            "select id from run where workspace = :workspace and model = :model"
                + " order by id desc limit 1")
        .bind("workspace", workspace.value())
        .bind("model", model.value())
        .mapTo(String.class)
        .findFirst()
        .map(RunId::new)
        .filter(last -> last.compareTo(id) >= 0)
        .map(last -> {
          Clock after = Clock.fixed(Ids.time(last.value()).plusMillis(1), ZoneOffset.UTC);
          return new RunId(new Ids(after, new SecureRandom()).next(Ids.RUN));
        })
        .orElse(id);
  }
}
