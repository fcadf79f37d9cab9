package dev.tributary.destinations.connector;

import java.util.List;
import java.util.Map;

/**
 * How the items of a batch are sent. A connector decides it and sends nothing; the engine carries
 * it out, and prints it for a preview.
 */
public sealed interface Protocol {

  /**
   * Requests that do not depend on each other. The engine sends them one after another. It sends no
   * further one after a request without an answer, or after an answer that concerns the whole
   * destination: a limit, refused credentials, a failure.
   *
   * @param calls in the order in which they are sent; no item is in two of them
   * @param decided the outcomes of items that need no request, by {@link Item#delivery}
   */
  record DirectCalls(List<Call> calls, Map<String, Outcome> decided) implements Protocol {
    public DirectCalls(List<Call> calls) {
      this(calls, Map.of());
    }
  }

  /**
   * A store that keeps, in the same transaction, the items and which deliveries were made.
   *
   * @param statements what the transaction executes for the items, for people to read
   */
  record Transaction(List<Egress.Exchange> statements, Commit commit) implements Protocol {}

  /** Carries out a transaction. */
  @FunctionalInterface
  interface Commit {
    /**
     * Returns one outcome per item of the batch, in its order.
     *
     * @param target the destination with its secrets
     */
    List<Outcome> commit(Target target, Egress egress);
  }
}
