package dev.tributary.destinations.funnel;

/** How far one person gets. */
public sealed interface FunnelPosition {
  /** The destination has confirmed the current desired state. */
  record Accepted() implements FunnelPosition {}

  /** The destination has received the current desired state, and never confirms more. */
  record Received() implements FunnelPosition {}

  record Stopped(FunnelStop stop) implements FunnelPosition {}

  /**
   * Consent allows the delivery, but the ledger has no record of the person: the sync has not
   * reached the person yet, or the record with this match value belongs to another person.
   */
  record Unrecorded(String matchValue) implements FunnelPosition {}
}
