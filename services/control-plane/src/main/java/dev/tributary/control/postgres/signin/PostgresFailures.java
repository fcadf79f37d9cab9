package dev.tributary.control.postgres.signin;

import dev.tributary.contracts.audit.AdministrationEntry;
import dev.tributary.control.postgres.Lease;
import dev.tributary.control.signin.FailureStore;
import dev.tributary.control.signin.SignInFailure;
import dev.tributary.definitions.postgres.Transactions;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/** The position up to which failed sign-ins are read, as the worker's role. Thread-safe. */
public final class PostgresFailures implements FailureStore {
  private static final Lease READER = new Lease("sign_in_failure_reader");

  /** Longer than a failure may come late. */
  private static final Duration KEPT = Duration.ofHours(1);

  private final Transactions worker;
  private final FailureReaderRows readers = new FailureReaderRows();
  private final FailureRows failures = new FailureRows();

  public PostgresFailures(Transactions worker) {
    this.worker = worker;
  }

  @Override
  public boolean lease(String self, Duration lease) {
    return Transactions.await(worker.own(session -> READER.take(session, self, lease)));
  }

  @Override
  public Instant position() {
    return Transactions.await(worker.own(_ -> readers.position()));
  }

  @Override
  public Set<String> known(Collection<String> events) {
    if (events.isEmpty()) {
      return Set.of();
    }
    List<FailureRow> known =
        Transactions.await(worker.own(_ -> failures.list("event in ?1", List.copyOf(events))));
    return known.stream().map(FailureRow::event).collect(Collectors.toSet());
  }

  @Override
  public void write(List<SignInFailure> read, List<AdministrationEntry> entries, Instant position) {
    Transactions.await(worker.own(session -> write(session, read, entries, position)));
  }

  /** A second instance that stores the same event fails at the primary key. */
  private Uni<Long> write(
      Mutiny.Session session,
      List<SignInFailure> read,
      List<AdministrationEntry> entries,
      Instant position) {
    return failures
        .persist(read.stream().map(FailureRow::of))
        .chain(() -> Transactions.each(entries, entry -> Transactions.publish(session, entry)))
        .chain(() -> readers.read(session, position))
        .chain(readers::position)
        .chain(until -> failures.delete("at < ?1", until.minus(KEPT)));
  }
}
