package dev.tributary.destinations.connector;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;

/**
 * The code for one kind of destination. It is found by {@link java.util.ServiceLoader}; there is
 * nothing else to register.
 *
 * <p>Plain blocking code, called on virtual threads, several at a time: thread-safe, and without
 * state that a restart may not lose. It never retries and never waits, because the engine does:
 * with backoff, a budget, the rate limit, and a lease.
 */
public interface Connector {
  Manifest manifest();

  /**
   * Sends a batch and says for each item, in the batch's order, what became of it.
   *
   * <p>An exception counts as {@link Outcome.Ambiguous} for every item: something may have left.
   */
  List<Outcome> perform(Batch batch, Egress egress);

  /** The requests that {@link #perform} would send for this batch, secrets masked, unsent. */
  List<Egress.Exchange> preview(Batch batch);

  /** Tries the address and the credentials with a request that changes nothing. */
  Outcome check(Target target, Egress egress);

  /**
   * What is wrong with a destination's settings beyond their declared types; empty if nothing.
   * Changes nothing and asks nobody.
   */
  default List<Manifest.Fault> faults(Target target) {
    return List.of();
  }

  /** What people should know about a destination that works but is not safe; empty if nothing. */
  default List<String> warnings(ObjectNode settings) {
    return List.of();
  }

  /** Fields beyond the manifest's that a destination's settings declare, for all its objects. */
  default Set<String> furtherFields(ObjectNode settings) {
    return Set.of();
  }

  /**
   * The space of records that a sync writes to: records of one space are told apart by match value
   * alone. It is the object's name, unless settings of the sync lead elsewhere.
   */
  default String space(String object, ObjectNode syncSettings) {
    return object;
  }
}
