package dev.tributary.destinations.ledger;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The order of a list of deliveries: always the newest first. */
public enum DeliveryOrder {
  /** By the time at which the delivery was created. */
  CREATED,

  /**
   * By the time of the latest change of the state. A delivery that changes while a user reads page
   * after page moves to the front, and is on none of the later pages. Deliveries that have not
   * changed since version 48 of the schema come last, in the order of their creation.
   */
  CHANGED;

  public static Optional<DeliveryOrder> named(String name) {
    return Stream.of(values())
        .filter(order -> order.name().toLowerCase(Locale.ROOT).equals(name))
        .findFirst();
  }
}
