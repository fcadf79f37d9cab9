package dev.tributary.destinations.protocol;

import java.util.Optional;

/**
 * Remembers the places of one account, so that each is searched for once. An implementation that
 * cannot remember answers as if it had not found the place: the place is then searched for again.
 * Thread-safe.
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

  /** The vendor no longer has the place. A new id that was remembered meanwhile stays. */
  void forget(String name, String id);
}
