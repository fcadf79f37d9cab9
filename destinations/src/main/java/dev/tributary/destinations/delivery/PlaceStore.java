package dev.tributary.destinations.delivery;

import dev.tributary.destinations.protocol.Places;
import dev.tributary.destinations.sync.Catalogue;

/** Stores the places of all accounts. Thread-safe. */
@FunctionalInterface
public interface PlaceStore {
  /**
   * The places of an account at a destination.
   *
   * @param account an opaque name of the account; other credentials are another account. Ids belong
   *     to one destination; a reservation counts for all destinations of the account
   */
  Places of(Catalogue.Destination destination, String account);
}
