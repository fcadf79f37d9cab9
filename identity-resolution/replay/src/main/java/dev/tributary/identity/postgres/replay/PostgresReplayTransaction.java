package dev.tributary.identity.postgres.replay;

import dev.tributary.identity.postgres.PostgresIdentityTransaction;
import dev.tributary.identity.store.replay.ReplayStores;
import dev.tributary.identity.store.replay.ReplayTransaction;
import java.sql.Connection;

/** {@link ReplayTransaction} over a transaction of PostgreSQL. */
public final class PostgresReplayTransaction extends PostgresIdentityTransaction
    implements ReplayTransaction {
  private final ReplayStores replays;

  /**
   * @param tx without automatic commit; the caller commits it
   */
  public PostgresReplayTransaction(Connection tx) {
    super(tx);
    this.replays = new PostgresReplayStores(tx);
  }

  @Override
  public ReplayStores replays() {
    return replays;
  }
}
