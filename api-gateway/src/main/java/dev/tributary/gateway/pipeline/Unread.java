package dev.tributary.gateway.pipeline;

import java.time.Instant;

/** What stands between where a consumer is and where a partition ends. */
public sealed interface Unread {

  /** No message. */
  record Nothing() implements Unread {}

  /** Messages; the first of them was written then. */
  record Since(Instant firstWritten) implements Unread {}

  /** The log did not show the first message in time. */
  record Unknown() implements Unread {}
}
