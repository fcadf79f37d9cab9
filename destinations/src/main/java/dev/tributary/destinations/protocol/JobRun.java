package dev.tributary.destinations.protocol;

import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.EgressFailure;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.JobAnswer;
import dev.tributary.destinations.connector.JobAnswer.OfSearch;
import dev.tributary.destinations.connector.JobAnswer.OfState;
import dev.tributary.destinations.connector.JobAnswer.OfStep;
import dev.tributary.destinations.connector.JobCall;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Protocol.Job;
import dev.tributary.destinations.protocol.RecordedJob.Step;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Carries out the steps of one job, as one worker does. Each step is recorded before its request is
 * sent. The outcome {@link Outcome.Submitted} of an item means that it stays in the job.
 */
final class JobRun {
  private static final System.Logger LOG = System.getLogger(JobRun.class.getName());
  private static final String NOTHING_PROCESSED =
      "The job begins again: the vendor had processed nothing of it";

  /**
   * After so long, no request can arrive any more: longer than a network keeps one. The lease of a
   * worker that died is long enough, too.
   */
  private static final Duration UNDER_WAY = Duration.ofMinutes(30);

  private static final Outcome.Ambiguous UNREADABLE =
      new Outcome.Ambiguous("The answer cannot be read");

  private final AuthenticatedEgress egress;
  private final JobLog log;
  private final Job steps;
  private final Batch batch;

  JobRun(AuthenticatedEgress egress, JobLog log, Job steps, Batch batch) {
    this.egress = egress;
    this.log = log;
    this.steps = steps;
    this.batch = batch;
  }

  /** Records a job, and starts it. Returns one outcome per item. */
  List<Outcome> start() throws JobLost {
    RecordedJob job = log.begin(batch, steps.deadline());
    return guarded(job, () -> submit(job));
  }

  private List<Outcome> submit(RecordedJob job) throws JobLost {
    OfStep answer = carryOut(() -> steps.submit().of(job.id()));
    return switch (answer) {
      case OfStep.Done(String vendorJob) when vendorJob != null && !vendorJob.isBlank() ->
          upload(job.named(vendorJob), vendorJob);
      case OfStep.Done(var nameless) -> unansweredSubmission(job, UNREADABLE);
      case OfStep.Failed(Outcome.Ambiguous unknown) -> unansweredSubmission(job, unknown);
      case OfStep.Failed(Outcome outcome) -> batch.each(outcome);
    };
  }

  /** The last request before which the vendor processes nothing. */
  private Step startOfWork() {
    return steps.close() != null
        ? Step.CLOSING
        : steps.parts().isEmpty() ? Step.SUBMITTING : Step.UPLOADING;
  }

  private boolean begunWork(Step step) {
    return step.compareTo(startOfWork()) >= 0;
  }

  private List<Outcome> upload(RecordedJob submitted, String vendorJob) throws JobLost {
    if (steps.parts().isEmpty()) {
      return close(submitted, vendorJob);
    }
    RecordedJob job = recorded(submitted.at(Step.UPLOADING));
    boolean mayHaveStarted = false;
    for (Job.CallByName<OfStep> part : steps.parts()) {
      if (carryOut(() -> part.of(vendorJob)) instanceof OfStep.Failed(Outcome outcome)) {
        mayHaveStarted |= outcome instanceof Outcome.Ambiguous;
        return mayHaveStarted && begunWork(Step.UPLOADING)
            ? stays(job, settled(), outcome)
            : beginsAgain(job, outcome);
      }
      mayHaveStarted = true;
      recorded(job);
    }
    return close(job, vendorJob);
  }

  private List<Outcome> close(RecordedJob uploaded, String vendorJob) throws JobLost {
    Job.CallByName<OfStep> close = steps.close();
    if (close == null) {
      return stays(recorded(uploaded.at(Step.WORKING)), egress.now(), null);
    }
    boolean mayBeClosed = uploaded.step() == Step.CLOSING;
    RecordedJob job = recorded(uploaded.at(Step.CLOSING));
    return switch (carryOut(() -> close.of(vendorJob))) {
      case OfStep.Done done -> stays(recorded(job.at(Step.WORKING)), egress.now(), null);
      case OfStep.Failed(Outcome.Ambiguous unknown) -> stays(job, egress.now(), unknown);
      // The close before may have arrived, or may still arrive: only the vendor knows.
      case OfStep.Failed(Outcome outcome) when mayBeClosed -> stays(job, egress.now(), outcome);
      case OfStep.Failed(Outcome outcome) -> beginsAgain(job, outcome);
    };
  }

  /** Continues a job that was recorded before. Returns one outcome per item. */
  List<Outcome> resume(RecordedJob job) throws JobLost {
    return guarded(job, () -> continued(job));
  }

  private interface Work {
    List<Outcome> outcomes() throws JobLost;
  }

  /** After a failure of our own, the items stay in the job as it is recorded. */
  private List<Outcome> guarded(RecordedJob job, Work work) throws JobLost {
    try {
      return work.outcomes();
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "The job %s of %s failed".formatted(job.id(), egress.target()), e);
      log.heard(UNREADABLE);
      return batch.each(stay(job, findable(), ""));
    }
  }

  /** From then on, a search finds each job that was submitted until now. */
  private Instant findable() {
    Job.Find find = steps.find();
    return find == null ? egress.now() : egress.now().plus(find.findableAfter());
  }

  private List<Outcome> continued(RecordedJob job) throws JobLost {
    String vendorJob = job.vendorJob();
    if (vendorJob == null) {
      return find(job);
    }
    return begunWork(job.step()) ? poll(job, vendorJob) : beginsAgain(job, vendorJob);
  }

  private List<Outcome> unansweredSubmission(RecordedJob job, Outcome.Ambiguous unknown)
      throws JobLost {
    if (steps.find() != null) {
      return stays(job, findable(), unknown);
    }
    return begunWork(Step.SUBMITTING) ? batch.each(unknown) : batch.each(nothingProcessed());
  }

  private List<Outcome> find(RecordedJob job) throws JobLost {
    Job.Find find = steps.find();
    if (find == null) {
      return unansweredSubmission(
          job, new Outcome.Ambiguous("The worker stopped while it submitted the job"));
    }
    OfSearch answer = answerTo(() -> find.search().of(job.id()), OfSearch.Failed::new);
    return switch (answer) {
      case OfSearch.Found(String vendorJob) when begunWork(Step.SUBMITTING) ->
          poll(started(job.named(vendorJob)), vendorJob);
      case OfSearch.Found(String vendorJob) -> beginsAgain(job.named(vendorJob), vendorJob);
      case OfSearch.Missing missing when job.abandoned() ->
          // The request of the worker before may be too new to be found.
          stays(job, findable(), null);
      case OfSearch.Missing missing -> {
        answered(job);
        yield batch.each(nothingProcessed());
      }
      case OfSearch.Failed(Outcome outcome) -> stays(job, findable(), outcome);
    };
  }

  private List<Outcome> poll(RecordedJob job, String vendorJob) throws JobLost {
    OfState answer = answerTo(() -> steps.poll().of(vendorJob), OfState.Unclear::new);
    return switch (answer) {
      case OfState.Open open -> open(job, vendorJob);
      case OfState.Working(Instant askAt, String words) ->
          stays(RecordedJobBuilder.builder(started(job)).words(words).build(), askAt, null);
      case OfState.Complete complete -> results(started(job), vendorJob, complete);
      case OfState.Unprocessed(Outcome outcome) -> {
        answered(job);
        yield batch.each(outcome);
      }
      case OfState.Gone(String words) -> {
        answered(job);
        yield batch.each(new Outcome.Ambiguous(words));
      }
      case OfState.Unclear(Outcome outcome) -> stays(job, egress.now(), outcome);
    };
  }

  private RecordedJob started(RecordedJob job) throws JobLost {
    return job.step() == Step.WORKING ? job : recorded(job.at(Step.WORKING));
  }

  /**
   * The vendor has processed nothing. If the vendor can abort the job, it begins again: consent and
   * content may be newer. Otherwise it is closed again: the request before may still arrive, and
   * then a second job would repeat the first one. A job that can be neither aborted nor closed
   * begins again: after its upload had no answer, it is asked about only when the upload cannot
   * arrive any more.
   */
  private List<Outcome> open(RecordedJob job, String vendorJob) throws JobLost {
    if (steps.abort() != null) {
      return abort(job, vendorJob, false);
    }
    if (steps.close() != null) {
      return isOver(job) ? stays(job, egress.now(), null) : close(job, vendorJob);
    }
    boolean settled = job.step() == Step.UPLOADING && (job.abandoned() || !isOver(job));
    return settled ? abort(job, vendorJob, false) : stays(job, egress.now(), null);
  }

  /** When the answer to a poll is final, after a request that may have started the job. */
  private Instant settled() {
    boolean changes = steps.abort() != null || steps.close() != null;
    return changes ? egress.now() : egress.now().plus(UNDER_WAY);
  }

  private List<Outcome> beginsAgain(RecordedJob job, String vendorJob) throws JobLost {
    return abort(job, vendorJob, true);
  }

  /** A step before the start has failed. The job is not needed any more. */
  private List<Outcome> beginsAgain(RecordedJob job, Outcome failure) throws JobLost {
    String vendorJob = job.vendorJob();
    Job.CallByName<OfStep> abort = steps.abort();
    if (abort != null && vendorJob != null) {
      // The time of the requests begins again: the failure may be that it was over.
      recorded(job);
      carryOut(() -> abort.of(vendorJob));
    }
    return batch.each(
        failure instanceof Outcome.Ambiguous(String words, Instant notBefore)
            ? new Outcome.Transient(words, notBefore)
            : failure);
  }

  /**
   * @param neverStarted whether no request that starts the job was ever sent: then it begins again
   *     also if the vendor does not answer
   */
  private List<Outcome> abort(RecordedJob job, String vendorJob, boolean neverStarted)
      throws JobLost {
    Job.CallByName<OfStep> abort = steps.abort();
    OfStep answer = abort == null ? new OfStep.Done() : carryOut(() -> abort.of(vendorJob));
    if (answer instanceof OfStep.Failed(Outcome outcome) && !neverStarted) {
      return stays(job, egress.now(), outcome);
    }
    answered(job);
    return batch.each(nothingProcessed());
  }

  private List<Outcome> results(RecordedJob job, String vendorJob, OfState.Complete complete)
      throws JobLost {
    JobResults results = new JobResults(egress, batch.items(), () -> recorded(job));
    Optional<Outcome> failure =
        results.read(steps.results(), vendorJob, complete, () -> log.needsIds(job));
    if (failure.isPresent()) {
      return stays(job, egress.now(), failure.get());
    }
    answered(job);
    List<Item> without = results.withoutOutcome();
    if (without.isEmpty()) {
      return results.outcomes(new Outcome.ResultUnknown(""));
    }
    RecordedJob again = RecordedJobBuilder.builder(job).unreadable(job.unreadable() + 1).build();
    recorded(again);
    if (again.unreadable() >= JobResults.MOST_READINGS || isOver(job)) {
      return results.outcomes(new Outcome.ResultUnknown(results.words()));
    }
    Outcome stay = stay(again, egress.now(), results.words());
    return results.needsAllItems() ? batch.each(stay) : results.outcomes(stay);
  }

  /**
   * All items stay in the job. If the job is too old, it counts as one without an answer, unless
   * the destination answers nothing about any job.
   *
   * @param failure why there is no answer about the job; null if there is one
   */
  private List<Outcome> stays(RecordedJob job, Instant askAt, @Nullable Outcome failure)
      throws JobLost {
    if (failure != null) {
      log.heard(failure);
    } else {
      answered(job);
    }
    if (isOver(job) && (failure == null || !concernsAccount(failure))) {
      String hours = "%d hours".formatted(Duration.between(job.begunAt(), egress.now()).toHours());
      return batch.each(
          begunWork(job.step())
              ? new Outcome.Ambiguous(
                  "The job %s has no result after %s".formatted(job.id(), hours))
              : nothingProcessed());
    }
    String words = failure == null ? job.words() : failure.words();
    return batch.each(stay(job, askAt, words == null ? "" : words));
  }

  private static Outcome stay(RecordedJob job, Instant askAt, String words) {
    return new Outcome.Submitted(job.id(), askAt, words);
  }

  private boolean isOver(RecordedJob job) {
    return egress.now().isAfter(job.deadlineAt());
  }

  private static boolean concernsAccount(Outcome outcome) {
    return outcome instanceof Outcome.RateLimited
        || outcome instanceof Outcome.HeldBack
        || outcome instanceof Outcome.WaitsForAccount
        || outcome instanceof Outcome.QuotaSpent
        || outcome instanceof Outcome.Unauthorised
        || outcome instanceof Outcome.UnusableCredentials
        || outcome instanceof Outcome.Misconfigured;
  }

  /** The destination answers, whatever the outcome of the items is. */
  private void answered(RecordedJob job) {
    log.heard(stay(job, egress.now(), ""));
  }

  private static Outcome nothingProcessed() {
    return new Outcome.Transient(NOTHING_PROCESSED, null);
  }

  private RecordedJob recorded(RecordedJob job) throws JobLost {
    log.record(job);
    return job;
  }

  /** Sends the request of a step. Without an answer, the step may have been carried out. */
  private OfStep carryOut(Supplier<JobCall<OfStep>> call) {
    return answerTo(call, OfStep.Failed::new);
  }

  /**
   * Sends a request and reads its answer.
   *
   * @param failed the meaning of a failure; its outcome is {@link Outcome.Ambiguous} unless nothing
   *     was sent
   */
  private <T extends JobAnswer> T answerTo(Supplier<JobCall<T>> call, Function<Outcome, T> failed) {
    Optional<JobCall<T>> made = ConnectorCode.result(egress.target(), call);
    if (made.isEmpty()) {
      return failed.apply(ConnectorCode.UNDECIDED);
    }
    try {
      Egress.Answer answer = egress.send(made.get().request());
      return ConnectorCode.result(
              egress.target(), () -> made.get().reading().read(answer, egress.now()))
          .orElseGet(() -> failed.apply(UNREADABLE));
    } catch (EgressFailure e) {
      return failed.apply(e.outcome());
    }
  }
}
