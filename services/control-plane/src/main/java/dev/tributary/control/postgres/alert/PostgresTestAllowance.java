package dev.tributary.control.postgres.alert;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.control.alert.TestAllowance;
import dev.tributary.definitions.postgres.Transactions;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * A bucket of tokens for each workspace, by the database's clock. The row's lock lets one caller at
 * a time take a token. Thread-safe.
 */
public final class PostgresTestAllowance implements TestAllowance {
  private static final String FIRST =
      """
      insert into alert_test (workspace, tokens, filled_at)
      values (:workspace, :most, clock_timestamp()) on conflict do nothing\
      """;
  private static final String HELD =
      """
      select least(cast(:most as double precision), tokens
        + cast(greatest(0, extract(epoch from clock_timestamp() - filled_at)) as double precision)
          / cast(:seconds as double precision))
      from alert_test where workspace = :workspace for update\
      """;
  private static final String TAKE =
      """
      update alert_test set tokens = :left, filled_at = clock_timestamp()
      where workspace = :workspace\
      """;

  private final Transactions requests;

  /**
   * @param requests of the role that sees one workspace
   */
  public PostgresTestAllowance(Transactions requests) {
    this.requests = requests;
  }

  /** Not a change of the workspace, so the trail of administration gets no entry. */
  @Override
  public Optional<Duration> take(WorkspaceId workspace) {
    return Transactions.await(requests.inWorkspace(workspace, session -> take(session, workspace)));
  }

  private static Uni<Optional<Duration>> take(Mutiny.Session session, WorkspaceId workspace) {
    return session
        .createNativeQuery(FIRST)
        .setParameter("workspace", workspace.value())
        .setParameter("most", (double) AT_ONCE)
        .executeUpdate()
        .chain(() ->
            session
                .createNativeQuery(HELD, Double.class)
                .setParameter("workspace", workspace.value())
                .setParameter("most", (double) AT_ONCE)
                .setParameter("seconds", (double) EVERY.toSeconds())
                .getSingleResult())
        .chain(held -> take(session, workspace, held));
  }

  private static Uni<Optional<Duration>> take(
      Mutiny.Session session, WorkspaceId workspace, double held) {
    if (held < 1) {
      Duration wait = Duration.ofMillis(Math.round((1 - held) * EVERY.toMillis()));
      return Uni.createFrom().item(Optional.of(wait));
    }
    return session
        .createNativeQuery(TAKE)
        .setParameter("workspace", workspace.value())
        .setParameter("left", held - 1)
        .executeUpdate()
        .map(_ -> Optional.empty());
  }
}
