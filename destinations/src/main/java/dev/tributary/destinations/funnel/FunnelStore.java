package dev.tributary.destinations.funnel;

import dev.tributary.destinations.sync.Catalogue.Sync;

/** Counts how far the people of a sync get. Thread-safe. */
public interface FunnelStore {
  /**
   * @param sync of an audience or of all profiles; it need not be stored
   */
  Funnel of(Sync sync);
}
