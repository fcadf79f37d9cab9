package dev.tributary.control.pipeline;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** How far to wait. */
public enum WaitGoal {
  /** Everything is applied, and the ledger has the desired state. */
  LEDGER,
  /** And has been delivered, where the destination is neither paused nor failing. */
  DELIVERED;

  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<WaitGoal> named(String name) {
    return Stream.of(values()).filter(until -> until.wireName().equals(name)).findFirst();
  }
}
