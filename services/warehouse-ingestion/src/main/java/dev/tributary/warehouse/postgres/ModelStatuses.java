package dev.tributary.warehouse.postgres;

import dev.tributary.contracts.id.ModelId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.postgres.RequestDatabase;
import dev.tributary.warehouse.run.ModelStatus;
import dev.tributary.warehouse.run.Run;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** The state of models, one workspace at a time. Thread-safe. */
public final class ModelStatuses {
  private final RequestDatabase database;

  public ModelStatuses(RequestDatabase database) {
    this.database = database;
  }

  /** By model; every requested model has an entry. */
  public Map<ModelId, ModelStatus> of(WorkspaceId workspace, Collection<ModelId> models) {
    return database.inWorkspace(
        workspace,
        tx -> {
          Map<ModelId, Run> last = newest(tx, workspace, models, "true");
          Map<ModelId, Run> successful = newest(tx, workspace, models, "state = 'SUCCEEDED'");
          Map<ModelId, ModelStatus> statuses = new HashMap<>();
          models.forEach(model -> statuses.put(model, ModelStatus.NEW));
          due(tx, workspace).forEach(statuses::replace);
          statuses.replaceAll((model, due) ->
              new ModelStatus(due.next(), due.scheduled(), last.get(model), successful.get(model)));
          return statuses;
        });
  }

  private static Map<ModelId, ModelStatus> due(Handle tx, WorkspaceId workspace) {
    Map<ModelId, ModelStatus> due = new HashMap<>();
    tx.createQuery(
            "select model, version, next_at from model_schedule where workspace = :workspace and"
                + " next_at is not null")
        .bind("workspace", workspace.value())
        .map((rows, context) ->
            due.put(
                new ModelId(rows.getString("model")),
                new ModelStatus(
                    rows.getTimestamp("next_at").toInstant(), rows.getLong("version"), null, null)))
        .list();
    return due;
  }

  private static Map<ModelId, Run> newest(
      Handle tx, WorkspaceId workspace, Collection<ModelId> models, String condition) {
    Map<ModelId, Run> newest = new HashMap<>();
    tx.createQuery(
            """
            select newest.* from unnest(:models) wanted cross join lateral (
              select %s from run where workspace = :workspace and model = wanted and %s
              order by id desc limit 1) newest\
            """
                .formatted(RunRows.COLUMNS, condition))
        .bind("workspace", workspace.value())
        .bindArray("models", String.class, (Object[]) ModelId.values(models))
        .map(new RunRows())
        .forEach(run -> newest.put(run.model(), run));
    return newest;
  }
}
