package dev.tributary.control.postgres;

import dev.tributary.runtime.postgres.LeaseSql;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * The lease of a task that one instance does at a time. The lease is in the only row of a table,
 * beside the state of the task. Works in the caller's transaction.
 *
 * @param table with the columns {@code owner} and {@code leased_until}
 */
public record Lease(String table) {

  /** Takes or renews the lease. False while another instance holds it. */
  public Uni<Boolean> take(Mutiny.Session session, String self, Duration duration) {
    return session
        .createNativeQuery(LeaseSql.take(table))
        .setParameter("self", self)
        .setParameter("lease", LeaseSql.seconds(duration))
        .executeUpdate()
        .map(rows -> rows > 0);
  }
}
