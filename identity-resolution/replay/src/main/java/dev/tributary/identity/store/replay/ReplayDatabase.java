package dev.tributary.identity.store.replay;

import java.util.function.Consumer;

/** The database of replays. Thread-safe. */
public interface ReplayDatabase {

  /**
   * A connection for one replay, which the caller closes.
   *
   * @throws dev.tributary.identity.store.StoreFailure if there is none
   */
  ReplayConnection open();

  /** Work that commits each of its statements. */
  void withoutTransaction(Consumer<ReplayTransaction> work);
}
