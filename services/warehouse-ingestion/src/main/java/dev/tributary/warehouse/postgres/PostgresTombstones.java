package dev.tributary.warehouse.postgres;

import dev.tributary.contracts.row.RowChange;
import dev.tributary.warehouse.run.Tombstones;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Tombstones that wait for their time, in this service's database. */
public final class PostgresTombstones implements Tombstones {
  private final Jdbi worker;
  private final Function<RowChange, String> keyHash;
  private final Clock clock;
  private final Duration after;

  /**
   * @param after how long a removal stays readable before its key is forgotten
   */
  public PostgresTombstones(
      Jdbi worker, Function<RowChange, String> keyHash, Clock clock, Duration after) {
    this.worker = worker;
    this.keyHash = keyHash;
    this.clock = clock;
    this.after = after;
  }

  @Override
  public void note(List<RowChange> published) {
    worker.useTransaction(tx -> {
      try (PreparedBatch removed =
              tx.prepareBatch(
                  "insert into pending_tombstone (workspace, model, key_hash, due_at)"
                      + " values (:workspace, :model, :key, :due) on conflict (workspace,"
                      + " model, key_hash) do update set due_at = excluded.due_at");
          PreparedBatch revived =
              tx.prepareBatch(
                  "delete from pending_tombstone where workspace = :workspace and model ="
                      + " :model and key_hash = :key")) {
        Instant due = clock.instant().plus(after);
        for (RowChange change : published) {
          switch (change.change()) {
            case REMOVED -> bind(removed, change).bind("due", due).add();
            case ADDED -> bind(revived, change).add();
            case CHANGED -> {}
          }
        }
        if (removed.size() > 0) {
          removed.execute();
        }
        if (revived.size() > 0) {
          revived.execute();
        }
      }
    });
  }

  private PreparedBatch bind(PreparedBatch batch, RowChange change) {
    return batch
        .bind("workspace", change.workspace())
        .bind("model", change.model())
        .bind("key", keyHash.apply(change));
  }

  /** A key that is to be forgotten now. */
  public record Due(String workspace, String model, String keyHash) {}

  /** Takes what is due, oldest first, within the caller's transaction. */
  public static List<Due> take(Handle tx, Instant now, int limit) {
    return tx.createQuery(
            """
            delete from pending_tombstone where (workspace, model, key_hash) in (
              select workspace, model, key_hash from pending_tombstone where due_at <= :now
              order by due_at limit :limit for update skip locked)
            returning workspace, model, key_hash\
            """)
        .bind("now", now)
        .bind("limit", limit)
        .map((rows, context) -> new Due(rows.getString(1), rows.getString(2), rows.getString(3)))
        .list();
  }
}
