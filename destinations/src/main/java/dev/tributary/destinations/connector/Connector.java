package dev.tributary.destinations.connector;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;

/**
 * The code for one kind of destination. It is found by {@link java.util.ServiceLoader}; there is
 * nothing else to register.
 *
 * <p>Plain blocking code, called on virtual threads, several at a time: it is thread-safe, and a
 * restart may lose any state that it holds. It never retries and never waits. The engine does both,
 * with a backoff, a retry budget, the rate limit and a lease.
 */
public interface Connector {
  Manifest manifest();

  /**
   * Sends a batch and returns the outcome of each item, in the order of the batch.
   *
   * <p>An exception counts as {@link Outcome.Ambiguous} for every item, because a request may have
   * been sent.
   */
  List<Outcome> perform(Batch batch, Egress egress);

  /**
   * The requests that {@link #perform} would send for this batch, with secrets masked. Nothing is
   * sent.
   */
  List<Egress.Exchange> preview(Batch batch);

  /** Tries the address and the credentials with a request that changes nothing. */
  Outcome check(Target target, Egress egress);

  /**
   * The faults of a destination's settings beyond their declared types; empty if there are none.
   * The check changes nothing and sends no request.
   */
  default List<Manifest.Fault> faults(Target target) {
    return List.of();
  }

  /**
   * The secrets that cannot choose who receives the data, because other settings fix the receiver
   * and its account. A change of any other secret may send the data to another account.
   */
  default Set<String> secretsOfFixedReceiver() {
    return Set.of();
  }

  /** Warnings about a destination that works but is not safe; empty if there are none. */
  default List<String> warnings(ObjectNode settings) {
    return List.of();
  }

  /** Fields beyond the manifest's that a destination's settings declare, for all its objects. */
  default Set<String> furtherFields(ObjectNode settings) {
    return Set.of();
  }

  /**
   * The space of records that a sync writes to. Within one space, the match value alone identifies
   * a record. The space is the name of the object, unless settings of the sync choose another one.
   */
  default String space(String object, ObjectNode syncSettings) {
    return object;
  }
}
