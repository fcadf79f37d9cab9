package dev.tributary.control.postgres.signin;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import org.hibernate.reactive.mutiny.Mutiny;

/** The table {@code sign_in_failure_reader}. Works in the caller's transaction. */
class FailureReaderRows implements PanacheRepositoryBase<FailureReaderRow, Boolean> {
  Uni<Instant> position() {
    return findAll().<FailureReaderRow>singleResult().map(FailureReaderRow::readUntil);
  }

  /** The position never goes back. Updates of Panache would use the default persistence unit. */
  Uni<Integer> read(Mutiny.Session session, Instant until) {
    return session
        .createMutationQuery(
            "update FailureReaderRow set readUntil = :until where readUntil < :until")
        .setParameter("until", until)
        .executeUpdate();
  }
}
