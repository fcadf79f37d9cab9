package dev.tributary.destinations.connector;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

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
   * <p>Items that the first search does not find are searched for by further fields, in their
   * order. A record that such a search finds gets all fields of its item, the match value included,
   * so the first search finds it from then on. The engine gives a record to one item only.
   *
   * @param further of the fields of {@link Batch#furtherMatches}
   * @param findableAfter a search may lack a record that was created less than this before. After a
   *     creation that failed or had no answer, the engine waits at least so long
   * @param decided the outcomes of items that cannot be in a request, by {@link Item#delivery}
   */
  record FindThenWrite(
      Search search,
      List<FurtherSearch> further,
      Write create,
      Write update,
      Duration findableAfter,
      Map<String, Outcome> decided)
      implements Protocol {
    public FindThenWrite {
      further = List.copyOf(further);
      decided = Map.copyOf(decided);
    }

    /** For a batch whose records are found by their match field alone. */
    public FindThenWrite(
        Search search,
        Write create,
        Write update,
        Duration findableAfter,
        Map<String, Outcome> decided) {
      this(search, List.of(), create, update, findableAfter, decided);
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

    /**
     * A search by another field than the match field.
     *
     * @param search gets items that have a value of the field, as they are: {@link
     *     Item#furtherMatchValue} has the value. It refuses an item whose record may be of another
     *     person: the record has a match value of another item ({@link #ofAnother}), or it has, in
     *     a further field before this one, another value than the item, or does not show it
     * @param comparable the value of an item as the search compares it: two items with the same one
     *     find the same record. Pure
     */
    public record FurtherSearch(String field, Search search, Function<Item, String> comparable) {
      /** A search that does not distinguish upper and lower case. */
      public FurtherSearch(String field, Search search) {
        this(
            field,
            search,
            item -> String.valueOf(item.furtherMatchValue(field)).toLowerCase(Locale.ROOT));
      }

      /**
       * Why an item does not get the record that this search has found; null if it gets it.
       *
       * @param id of the record
       * @param matchValue of the record in the match field of the item; blank for none
       * @param field of the search
       * @param folding makes match values equal that the vendor does not distinguish
       */
      public static @Nullable Outcome ofAnother(
          Item item, String id, String matchValue, String field, UnaryOperator<String> folding) {
        return matchValue.isBlank() || item.isKnownAs(matchValue.strip(), folding)
            ? null
            : another(id, field, String.valueOf(item.matchField()));
      }

      /**
       * Why an item does not get a record. A user can change the record, or a later request can, so
       * the item is tried again.
       *
       * @param other the field in which the record has another value than the item
       */
      public static Outcome another(String id, String field, String other) {
        return new Outcome.WaitsForRecord(
            "The record %s has the same %s, and another %s; it may be of another person"
                .formatted(id, field, other));
      }

      /**
       * Why an item does not get a record of which the search does not show a field.
       *
       * @param other the field before the one of the search
       */
      public static Outcome unshown(String id, String field, String other) {
        return new Outcome.WaitsForRecord(
            ("The record %s has the same %s, and the search does not show its %s; it may be of"
                    + " another person")
                .formatted(id, field, other));
      }
    }

    /** Returns the call that writes items. Pure. */
    @FunctionalInterface
    public interface Write {
      /**
       * @param items those of an update have the vendor's id
       */
      Call of(List<Item> items);

      /** The same, for a vendor whose requests carry fewer items than a search. */
      default List<Call> calls(List<Item> items) {
        return List.of(of(items));
      }
    }
  }

  /**
   * For items that name other records of the vendor, such as an association of two records. All
   * lookups are sent first. An item whose records were found goes through the steps, one after
   * another. It leaves them after an outcome that is not {@link Outcome.Delivered}. Each outcome
   * replaces the one of the step before.
   *
   * <p>An item that is in no lookup goes through the steps without ids. An item of a lookup that
   * finds nothing for it gets {@link Outcome.WaitsForRecord}. Without lookups, this is for items
   * that need several requests, one after another.
   *
   * @param lookups an item can be in several of them
   * @param decided the outcomes of items that need no request, by {@link Item#delivery}
   */
  record ResolveThenSend(List<NamedRecords> lookups, List<Step> steps, Map<String, Outcome> decided)
      implements Protocol {
    public ResolveThenSend {
      lookups = List.copyOf(lookups);
      steps = List.copyOf(steps);
      decided = Map.copyOf(decided);
    }

    /**
     * A lookup of records that items name.
     *
     * @param items those that name a record; at least one
     */
    public record NamedRecords(List<Item> items, Lookup lookup) {
      public NamedRecords {
        items = List.copyOf(items);
      }
    }

    /**
     * An item with the records that it names.
     *
     * @param ids the vendor's ids, in the order of the lookups that have the item
     */
    public record Resolved(Item item, List<String> ids) {
      public Resolved {
        ids = List.copyOf(ids);
      }
    }

    /** Returns the calls of one step; some items can be in none of them. Pure. */
    @FunctionalInterface
    public interface Step {
      /**
       * @param items at least one
       */
      List<Call> calls(List<Resolved> items);
    }
  }

  /**
   * For a vendor that processes items in jobs. The engine records the job before the first request,
   * and each step before it is sent, so that another worker can take the job over. The order of the
   * requests is: submission, parts of the upload, close. After them, the engine polls until the job
   * has ended, and then reads its results.
   *
   * <p>The last of submission, upload and close that the job has is its start: the vendor processes
   * nothing before. A job that stops before its start is aborted and begins again with the content
   * that is desired by then. After an unanswered start, the engine asks the vendor first: by the
   * {@code poll}, or by {@code find} if the vendor's name of the job is not known. If the vendor
   * cannot tell, the {@link EffectClass} decides.
   *
   * <p>Each function is pure. Only {@code submit} and {@code parts} see the content that is sent.
   * For the others, fields and place can be missing or newer, and items can be missing: {@link
   * Item#position} is the index of an item in the submission.
   *
   * @param submit creates the job under the name that the engine gives it. The answer has the
   *     vendor's name of the job
   * @param find finds a job by our name; null if the vendor cannot
   * @param parts the requests of the upload, in their order; empty if the submission has the data.
   *     Each body is made when it is sent
   * @param close starts the processing of the uploaded data; null if the upload, or the submission,
   *     starts it
   * @param abort ends an open job, of which nothing was processed; null if the vendor cannot
   * @param poll asks for the state of the job, and changes nothing
   * @param deadline after this time without a result, the job counts as a request without an answer
   * @param leftOut the items of the batch that are not in the job, by {@link Item#delivery}: the
   *     engine sends them in another batch
   */
  @RecordBuilder
  record Job(
      CallByName<JobAnswer.OfStep> submit,
      @Nullable Find find,
      List<CallByName<JobAnswer.OfStep>> parts,
      @Nullable CallByName<JobAnswer.OfStep> close,
      @Nullable CallByName<JobAnswer.OfStep> abort,
      CallByName<JobAnswer.OfState> poll,
      Results results,
      Duration deadline,
      Set<String> leftOut)
      implements Protocol {
    public Job {
      parts = List.copyOf(parts);
      leftOut = Set.copyOf(leftOut);
    }

    /**
     * Returns a call about the job with this name. Pure.
     *
     * @param <T> what the answer is about
     */
    @FunctionalInterface
    public interface CallByName<T extends JobAnswer> {
      /**
       * @param job our name of the job for a submission or a search, the vendor's name otherwise.
       *     Our name has at most 40 characters: lower-case letters, digits, {@code _} and {@code -}
       */
      JobCall<T> of(String job);
    }

    /**
     * A search for a job by our name of it.
     *
     * @param findableAfter a search may lack a job that was submitted less than this before
     */
    public record Find(CallByName<JobAnswer.OfSearch> search, Duration findableAfter) {}

    /**
     * The results of a job that has ended.
     *
     * @param unnamed the outcome of items that no result names, for a vendor that only lists
     *     refused ones. It is used only if the results name as many items as {@link
     *     JobAnswer.OfState.Complete#named} says. Null if each item must be named
     * @param ids further calls that name each other item, with its id. They are sent if the number
     *     does not decide about the items, or if the ledger needs the ids of the job's items now;
     *     null if there are none
     */
    public record Results(Calls calls, @Nullable Outcome unnamed, @Nullable Calls ids) {
      /** Results without further calls. */
      public Results(Calls calls, @Nullable Outcome unnamed) {
        this(calls, unnamed, null);
      }

      /** Returns the calls for the results; each of them may name a further one. Pure. */
      @FunctionalInterface
      public interface Calls {
        /**
         * @param job the vendor's name of the job
         */
        List<JobCall<JobAnswer.OfResults>> of(String job);
      }
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
     * @param refused the outcomes of items that are not written, by {@link Item#delivery}: for
     *     example, several records match, or the record has the content of the item already
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
