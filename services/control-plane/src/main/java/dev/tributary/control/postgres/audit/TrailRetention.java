package dev.tributary.control.postgres.audit;

import dev.tributary.control.audit.TrailUnavailable;
import dev.tributary.definitions.postgres.Transactions;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Deletes old entries, in short transactions. It may be repeated, also by several instances at
 * once. Thread-safe.
 */
public final class TrailRetention {
  /** A person may ask late who has read their data. */
  public static final Duration READS_KEPT = Duration.ofDays(365);

  /** A year, and one month to ask what happened in it. */
  public static final Duration ADMINISTRATION_KEPT = Duration.ofDays(400);

  /** Longer than the topic {@code reads} keeps a message, so that every copy is recognised. */
  public static final Duration COUNTED_READS_KEPT = Duration.ofDays(8);

  private static final int BATCH = 5_000;
  private static final String DELETE =
      """
      delete from %1$s where ctid = any(array(
        select old.ctid from %1$s old where old.%2$s < :before limit %3$d))\
      """;

  private final Transactions worker;

  /**
   * @param worker of the role that may delete entries of all workspaces
   */
  public TrailRetention(Transactions worker) {
    this.worker = worker;
  }

  /** Ends when nothing older is left. */
  public Uni<Void> forget(Instant now) {
    return all("read_entry", "minute", now.minus(READS_KEPT))
        .chain(() -> all("administration_entry", "at", now.minus(ADMINISTRATION_KEPT)))
        .chain(() -> all("counted_read", "counted_at", now.minus(COUNTED_READS_KEPT)));
  }

  private Uni<Void> all(String table, String column, Instant before) {
    String statement = DELETE.formatted(table, column, BATCH);
    return worker
        .own(session -> delete(session, statement, before))
        .onFailure()
        .transform(TrailUnavailable::new)
        .repeat()
        .whilst(deleted -> deleted == BATCH)
        .collect()
        .last()
        .replaceWithVoid();
  }

  private static Uni<Integer> delete(Mutiny.Session session, String statement, Instant before) {
    return session.createNativeQuery(statement).setParameter("before", before).executeUpdate();
  }
}
