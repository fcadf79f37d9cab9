package dev.tributary.control.postgres.alert;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.control.alert.TestAllowance;
import dev.tributary.runtime.postgres.RequestDatabase;
import java.time.Duration;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

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
      select least(:most, tokens
        + greatest(0, extract(epoch from clock_timestamp() - filled_at)) / :seconds)
      from alert_test where workspace = :workspace for update\
      """;
  private static final String TAKE =
      """
      update alert_test set tokens = :left, filled_at = clock_timestamp()
      where workspace = :workspace\
      """;

  private final RequestDatabase database;

  public PostgresTestAllowance(RequestDatabase database) {
    this.database = database;
  }

  @Override
  public Optional<Duration> take(WorkspaceId workspace) {
    return database.unwitnessed(workspace, tx -> take(tx, workspace));
  }

  private static Optional<Duration> take(Handle tx, WorkspaceId workspace) {
    tx.createUpdate(FIRST).bind("workspace", workspace.value()).bind("most", AT_ONCE).execute();
    double held =
        tx.createQuery(HELD)
            .bind("workspace", workspace.value())
            .bind("most", (double) AT_ONCE)
            .bind("seconds", (double) EVERY.toSeconds())
            .mapTo(Double.class)
            .one();
    if (held < 1) {
      return Optional.of(Duration.ofMillis(Math.round((1 - held) * EVERY.toMillis())));
    }
    tx.createUpdate(TAKE).bind("workspace", workspace.value()).bind("left", held - 1).execute();
    return Optional.empty();
  }
}
