package dev.tributary.control.postgres.signin;

import dev.tributary.contracts.audit.AdministrationEntry;
import dev.tributary.control.signin.FailureStore;
import dev.tributary.control.signin.SignInFailure;
import dev.tributary.runtime.definitions.Outbox;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The position up to which failed sign-ins are read, as the worker's role. Thread-safe. */
public final class PostgresFailures implements FailureStore {
  private final Jdbi worker;

  public PostgresFailures(DataSource worker) {
    this.worker = Jdbi.create(worker);
  }

  @Override
  public boolean lease(String self, Duration lease) {
    return worker.withHandle(handle ->
        handle
                .createUpdate(
                    """
                    update sign_in_failure_reader set owner = :self,
                      leased_until = clock_timestamp() + make_interval(secs => :seconds)
                    where owner = :self or leased_until < clock_timestamp()\
                    """)
                .bind("self", self)
                .bind("seconds", lease.toMillis() / 1e3)
                .execute()
            > 0);
  }

  @Override
  public Instant position() {
    return worker.withHandle(handle ->
        handle
            .createQuery("select position from sign_in_failure_reader")
            .mapTo(Instant.class)
            .one());
  }

  @Override
  public Set<String> known(Collection<String> events) {
    return worker.withHandle(handle ->
        new HashSet<>(
            handle
                .createQuery("select event from sign_in_failure where event = any (:events)")
                .bindArray("events", String.class, events.toArray())
                .mapTo(String.class)
                .list()));
  }

  @Override
  public void write(List<SignInFailure> read, List<AdministrationEntry> entries, Instant position) {
    worker.useTransaction(tx -> {
      remember(tx, read);
      entries.forEach(entry -> Outbox.add(tx, entry));
      tx.createUpdate("update sign_in_failure_reader set position = greatest(position, :position)")
          .bind("position", position)
          .execute();
      tx.createUpdate(
              """
              delete from sign_in_failure
              where at < (select position from sign_in_failure_reader) - interval '1 hour'\
              """)
          .execute();
    });
  }

  /** A second instance that stores the same event fails at the primary key. */
  private static void remember(Handle tx, List<SignInFailure> read) {
    PreparedBatch batch =
        tx.prepareBatch("insert into sign_in_failure (event, at) values (:event, :at)");
    read.forEach(failure -> batch.bind("event", failure.event()).bind("at", failure.at()).add());
    batch.execute();
  }
}
