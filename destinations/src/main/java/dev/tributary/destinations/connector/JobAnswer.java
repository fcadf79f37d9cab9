package dev.tributary.destinations.connector;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The content of an answer about a job of the vendor. */
public sealed interface JobAnswer {

  /** The answer to a step: a submission, a part of the upload, the close or the abort. */
  sealed interface OfStep extends JobAnswer {
    /**
     * The vendor has carried out the step.
     *
     * @param job of a submission: the vendor's name of the job, by which the further steps find it;
     *     null for the other steps
     */
    record Done(@Nullable String job) implements OfStep {
      /** The answer to a step that names nothing. */
      public Done() {
        this(null);
      }
    }

    /**
     * The vendor has not carried out the step.
     *
     * @param outcome of each item; {@link Outcome.Ambiguous} if the vendor may have carried out the
     *     step
     */
    record Failed(Outcome outcome) implements OfStep {}
  }

  /** The answer to a search for a job by our name of it. */
  sealed interface OfSearch extends JobAnswer {
    /**
     * @param job the vendor's name of the job
     */
    record Found(String job) implements OfSearch {}

    /** The vendor has no such job. */
    record Missing() implements OfSearch {}

    /** The answer says something else, such as a limit or refused credentials. */
    record Failed(Outcome outcome) implements OfSearch {}
  }

  /** The answer to a question about the state of a job. */
  sealed interface OfState extends JobAnswer {
    /** The job waits for its data or its close, and the vendor has processed nothing of it. */
    record Open() implements OfState {}

    /**
     * The vendor processes the job.
     *
     * @param askAt the earliest time at which a result can be expected
     * @param words the vendor's text about the progress; may be empty
     */
    record Working(Instant askAt, String words) implements OfState {}

    /**
     * The job has ended, and its results can be read.
     *
     * @param named how many items the results name, as the vendor counts them; null if the vendor
     *     gives no number
     */
    record Complete(@Nullable Integer named) implements OfState {}

    /**
     * The job has ended, and the vendor has certainly processed nothing of it.
     *
     * @param outcome of each item, such as {@link Outcome.Transient} or {@link
     *     Outcome.RefusedTogether}
     */
    record Unprocessed(Outcome outcome) implements OfState {}

    /**
     * The vendor no longer has the job, so it is not known what was processed.
     *
     * @param words the vendor's text
     */
    record Gone(String words) implements OfState {}

    /**
     * The answer says nothing about the job: an unknown state, a limit, refused credentials. The
     * engine asks again.
     */
    record Unclear(Outcome outcome) implements OfState {}
  }

  /**
   * The result of one item.
   *
   * @param delivery the item's {@link Item#delivery}
   */
  record Result(String delivery, Outcome outcome) {}

  /** The answer to a call for results. */
  sealed interface OfResults extends JobAnswer {
    /**
     * Some of the results.
     *
     * @param results in any order, without items that this answer does not name. If an item has two
     *     different outcomes, here or in two answers, neither of them counts
     * @param next the call for the next part, or null if this was the last one
     */
    record Read(List<Result> results, @Nullable JobCall<OfResults> next) implements OfResults {
      public Read {
        results = List.copyOf(results);
      }
    }

    /**
     * The answer cannot be read: it is cut, or has another form.
     *
     * @param words what is wrong
     */
    record Unreadable(String words) implements OfResults {}

    /** There are no results now, for example because of a limit. The engine asks again. */
    record Failed(Outcome outcome) implements OfResults {}
  }
}
