package dev.tributary.destinations.connector;

import java.time.Duration;
import java.time.Instant;
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
   * For a vendor that has no upsert: items are searched for by their match value; those that the
   * vendor has are updated by its id, and the others are created. An item with a vendor id is
   * updated without a search. If the vendor no longer has this id, the item is searched for again.
   * If another client creates the record in between, the item becomes an update.
   *
   * @param findableAfter a search may lack a record that was created less than this before. After a
   *     creation that failed or had no answer, the engine waits at least so long
   * @param decided the outcomes of items that cannot be in a request, by {@link Item#delivery}
   */
  record FindThenWrite(
      Search search,
      Write create,
      Write update,
      Duration findableAfter,
      Map<String, Outcome> decided)
      implements Protocol {
    public FindThenWrite {
      decided = Map.copyOf(decided);
    }

    public FindThenWrite(Search search, Write create, Write update, Duration findableAfter) {
      this(search, create, update, findableAfter, Map.of());
    }

    /** For a vendor whose searches find a record as soon as it is created. */
    public FindThenWrite(Search search, Write create, Write update) {
      this(search, create, update, Duration.ZERO);
    }

    /** Returns the call that searches for items. Pure. */
    @FunctionalInterface
    public interface Search {
      Lookup of(List<Item> items);
    }

    /** Returns the call that writes items. Pure. */
    @FunctionalInterface
    public interface Write {
      /**
       * @param items those of an update have the vendor's id
       */
      Call of(List<Item> items);
    }
  }

  /**
   * A request that searches for items.
   *
   * @param request without credentials: the engine adds them
   */
  record Lookup(Egress.Request request, Reading reading) {
    /** Reads an answer. Pure. */
    @FunctionalInterface
    public interface Reading {
      Matches matches(Egress.Answer answer, Instant now);
    }
  }

  /** The content of an answer about the items that were searched for. */
  sealed interface Matches {
    /**
     * @param ids the vendor's ids, by {@link Item#delivery}; without items that the vendor lacks
     * @param refused the outcomes of items that cannot be written, by {@link Item#delivery}: for
     *     example, several records match
     */
    record Found(Map<String, String> ids, Map<String, Outcome> refused) implements Matches {}

    /** The answer says something else; this is the outcome of each item. */
    record Failed(Outcome outcome) implements Matches {}
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
