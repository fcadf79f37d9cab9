package dev.tributary.warehouse.postgres;

import dev.tributary.contracts.id.ModelId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.row.RowChange;
import dev.tributary.warehouse.run.RowTopic;
import dev.tributary.warehouse.run.Tombstones;
import dev.tributary.warehouse.table.RunFailure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Tombstones that are due later, in this service's database. */
public final class PostgresTombstones implements Tombstones {
  private final Jdbi worker;
  private final Function<RowChange, String> keyHash;
  private final Clock clock;
  private final Duration after;

  /**
   * @param after how long a removal stays readable before its tombstone
   */
  public PostgresTombstones(
      Jdbi worker, Function<RowChange, String> keyHash, Clock clock, Duration after) {
    this.worker = worker;
    this.keyHash = keyHash;
    this.clock = clock;
    this.after = after;
  }

  @Override
  public void note(WorkspaceId workspace, ModelId model, List<RowChange> published) {
    String[] removed = keys(published, RowChange.Change.REMOVED);
    String[] revived = keys(published, RowChange.Change.ADDED);
    worker.useTransaction(tx -> {
      if (removed.length > 0) {
        tx.createUpdate(
                "insert into pending_tombstone (workspace, model, key_hash, due_at)"
                    + " select :workspace, :model, key, :due from unnest(:keys) key"
                    + " on conflict (workspace, model, key_hash)"
                    + " do update set due_at = excluded.due_at")
            .bind("workspace", workspace.value())
            .bind("model", model.value())
            .bindArray("keys", String.class, (Object[]) removed)
            .bind("due", clock.instant().plus(after))
            .execute();
      }
      if (revived.length > 0) {
        tx.createUpdate(
                "delete from pending_tombstone where workspace = :workspace and model = :model"
                    + " and key_hash = any(:keys)")
            .bind("workspace", workspace.value())
            .bind("model", model.value())
            .bindArray("keys", String.class, (Object[]) revived)
            .execute();
      }
    });
  }

  private String[] keys(List<RowChange> published, RowChange.Change change) {
    return published.stream()
        .filter(row -> row.change() == change)
        .map(keyHash)
        .toArray(String[]::new);
  }

  @Override
  public void publishDue(RowTopic topic, int limit) {
    worker.useTransaction(tx -> {
      List<Due> due = take(tx, clock.instant(), limit);
      if (due.isEmpty()) {
        return;
      }
      due.forEach(each -> topic.tombstone(each.workspace(), each.keyHash()));
      try {
        topic.flush();
      } catch (RunFailure e) {
        throw new IllegalStateException("Tombstones could not be written", e);
      }
    });
  }

  /** A key that is due for a tombstone. */
  private record Due(WorkspaceId workspace, String keyHash) {}

  /** Takes the due keys, oldest first, within the caller's transaction. */
  private static List<Due> take(Handle tx, Instant now, int limit) {
    return tx.createQuery(
            """
            delete from pending_tombstone where (workspace, model, key_hash) in (
              select workspace, model, key_hash from pending_tombstone where due_at <= :now
              order by due_at limit :limit for update skip locked)
            returning workspace, key_hash\
            """)
        .bind("now", now)
        .bind("limit", limit)
        .map((rows, context) -> new Due(new WorkspaceId(rows.getString(1)), rows.getString(2)))
        .list();
  }
}
