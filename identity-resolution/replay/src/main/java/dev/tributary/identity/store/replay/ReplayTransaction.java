package dev.tributary.identity.store.replay;

import dev.tributary.identity.store.IdentityTransaction;

/**
 * A transaction of identity resolution that also has the stores of replays. Confined to one thread.
 */
public interface ReplayTransaction extends IdentityTransaction {
  ReplayStores replays();
}
