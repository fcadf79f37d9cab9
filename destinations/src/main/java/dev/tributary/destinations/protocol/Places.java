package dev.tributary.destinations.protocol;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the places of one account, so that each is searched for once, and notes what an attempt
 * has removed. An implementation that cannot remember answers as if it had not found the place: the
 * place is then searched for again. Thread-safe.
 */
public interface Places {
  /** Remembers nothing. */
  Places NONE =
      new Places() {
        @Override
        public Optional<String> find(String name) {
          return Optional.empty();
        }

        @Override
        public void remember(String name, String id) {
          // Nothing is kept.
        }

        @Override
        public void forget(String name, String id) {
          // Nothing is kept.
        }
      };

  /**
   * The vendor's id of a place, if it is remembered.
   *
   * @param name of {@link dev.tributary.destinations.connector.Place}
   */
  Optional<String> find(String name);

  void remember(String name, String id);

  /**
   * A creation that is reserved and has not ended.
   *
   * @param age the time since the reservation
   * @param left the time until it ends by itself; not negative
   */
  record Reservation(Duration age, Duration left) {}

  /** The reservation of a place; empty if there is none, or if that is not known. */
  default Optional<Reservation> reservation(String name) {
    return Optional.empty();
  }

  /**
   * Reserves the creation of a place that a search has not found, so that no other worker of the
   * same account creates a second one. The reservation ends when the id is remembered, with {@link
   * #release}, or after a time that is longer than an attempt: a search before it is then no longer
   * used.
   *
   * @return false if another worker has the reservation, or has remembered an id meanwhile, also
   *     one of another destination of the account
   */
  default boolean reserve(String name) {
    return true;
  }

  /** Ends the reservation: the vendor has certainly created nothing. */
  default void release(String name) {}

  /** The vendor no longer has the place. A new id that was remembered meanwhile stays. */
  void forget(String name, String id);

  /** The same for a place that has no records, so that no record is lost with it. */
  default void forgetRequirement(String name, String id) {
    forget(name, id);
  }

  /**
   * The attempt has removed what was delivered of an item, or may have, and has not delivered its
   * new content. So the vendor may have neither.
   *
   * @param delivery of the item
   * @param vendorId the vendor id of the item from now on, so that the next attempt does not remove
   *     the same once more; null if it stays
   */
  default void removedBefore(String delivery, @Nullable String vendorId) {}
}
