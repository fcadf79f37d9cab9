package dev.tributary.control.pipeline;

import java.time.Instant;

/** The range between the position of a consumer and the end of a partition. */
public sealed interface UnreadRange {

  /** No message. */
  record Nothing() implements UnreadRange {}

  /**
   * Messages.
   *
   * @param firstWritten when the first of them was written
   */
  record Since(Instant firstWritten) implements UnreadRange {}

  /** The log did not show the first message in time. */
  record Unknown() implements UnreadRange {}
}
