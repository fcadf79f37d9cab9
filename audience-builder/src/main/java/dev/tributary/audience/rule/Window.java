package dev.tributary.audience.rule;

import dev.tributary.contracts.value.Moment;
import org.jspecify.annotations.Nullable;

/** The time in which an event must have happened to count. */
public sealed interface Window {

  record Ever() implements Window {}

  /** An event at {@code t} is inside while {@code t <= now < t + length}. */
  record Rolling(Span length) implements Window {}

  /** At least one end is there. */
  record Fixed(@Nullable Moment from, @Nullable Moment to) implements Window {}
}
