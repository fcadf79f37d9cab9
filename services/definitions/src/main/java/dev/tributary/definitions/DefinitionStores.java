package dev.tributary.definitions;

import dev.tributary.contracts.Ids;
import java.time.Clock;

/**
 * Makes the stores of the kinds that a service owns. The stores share the database, the ids, the
 * clock and the quotas.
 */
public final class DefinitionStores {
  private final DefinitionDatabase database;
  private final Runnable committed;
  private final Ids ids;
  private final Clock clock;
  private final Quotas quotas;

  /**
   * @param committed runs after each change is committed
   */
  public DefinitionStores(
      DefinitionDatabase database, Runnable committed, Ids ids, Clock clock, Quotas quotas) {
    this.database = database;
    this.committed = committed;
    this.ids = ids;
    this.clock = clock;
    this.quotas = quotas;
  }

  public <S> DefinitionStore<S> of(Kind<S> kind) {
    return new DefinitionStore<>(database, committed, kind, ids, clock, quotas);
  }
}
