package dev.tributary.identity.job;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.runtime.work.Cancellation;
import dev.tributary.runtime.work.LeasedQueue;
import dev.tributary.runtime.work.Renewal;
import dev.tributary.runtime.work.WorkEngine;
import dev.tributary.runtime.work.WorkSettings;
import dev.tributary.runtime.work.Worker;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Executes jobs, one after the other. A job is leased, and the lease is renewed after each third of
 * its duration. When this process dies, another process starts the job again after the lease has
 * ended, three times at most.
 */
public final class JobRunner implements AutoCloseable {
  static final int MOST_ATTEMPTS = 3;

  private static final Logger LOG = System.getLogger(JobRunner.class.getName());
  private static final int RENEWALS_OF_A_LEASE = 3;
  private static final String GIVEN_UP =
      "The job was started %d times, and each time the service stopped before the end";
  private static final String BROKEN = "The job failed; the log of the service names the cause";

  private final JobQueue queue;
  private final Map<String, JobKind> kinds;
  private final String holder;
  private final Duration lease;
  private final WorkEngine<Job> engine;

  /**
   * @param holder the name of this process, different at each start
   */
  public JobRunner(JobQueue queue, Collection<JobKind> kinds, String holder, Duration lease) {
    this.queue = queue;
    this.kinds = kinds.stream().collect(Collectors.toMap(JobKind::name, Function.identity()));
    this.holder = holder;
    this.lease = lease;
    engine =
        new WorkEngine<>(
            new Claims(),
            new Work(),
            WorkSettings.oneAtATime("jobs", lease.dividedBy(RENEWALS_OF_A_LEASE)));
  }

  public void start() {
    engine.start();
  }

  /** Takes no more jobs, and returns the running job to the queue. */
  @Override
  public void close() {
    engine.close();
  }

  /** The queue, for the kinds and the name of this process. */
  private final class Claims implements LeasedQueue<Job> {
    @Override
    public Optional<Job> claim() {
      return queue.claim(kinds.keySet(), holder, lease);
    }

    @Override
    public Renewal renew(Job job) {
      return queue.extend(job, holder, lease);
    }

    @Override
    public void giveBack(Job job) {
      queue.giveBack(job, holder);
    }

    @Override
    public String id(Job job) {
      return job.id();
    }
  }

  /** Carries out a job by its kind. */
  private final class Work implements Worker<Job> {
    @Override
    public void carryOut(Job job, Cancellation stop) throws Exception {
      if (job.cancelAsked()) {
        cancelled(job);
      } else if (job.attempts() > MOST_ATTEMPTS) {
        queue.ended(job, holder, JobState.FAILED, null, GIVEN_UP.formatted(MOST_ATTEMPTS));
      } else {
        run(job, stop);
      }
    }

    @Override
    public void cancelled(Job job) {
      queue.ended(job, holder, JobState.CANCELLED, null, null);
    }

    private void run(Job job, Cancellation stop) throws Exception {
      JsonNode result;
      try {
        JobContext context = new JobContext(how -> queue.progress(job, holder, how), stop);
        result = Objects.requireNonNull(kinds.get(job.kind())).run(job, context);
      } catch (Exception | Error e) {
        stop.check();
        failed(job, e);
        return;
      }
      queue.ended(job, holder, JobState.SUCCEEDED, result, null);
    }

    private void failed(Job job, Throwable failure) {
      // The message of an exception may contain personal data, so only messages that were written
      // for users are kept.
      String plain = failure instanceof JobFailure ? failure.getMessage() : BROKEN;
      LOG.log(Level.WARNING, "The job " + job.id() + " failed", failure);
      queue.ended(job, holder, JobState.FAILED, null, plain);
    }
  }
}
