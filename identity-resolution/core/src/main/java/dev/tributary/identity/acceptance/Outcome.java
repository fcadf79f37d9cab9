package dev.tributary.identity.acceptance;

import java.util.Locale;
import java.util.Optional;

/** The outcome of an accepted event. */
public enum Outcome {
  APPLIED,
  DUPLICATE,
  QUARANTINED;

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Outcome> named(String name) {
    for (Outcome outcome : values()) {
      if (outcome.wireName().equals(name)) {
        return Optional.of(outcome);
      }
    }
    return Optional.empty();
  }
}
