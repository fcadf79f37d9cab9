package dev.tributary.identity.job;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Executes jobs, one after the other. A job is leased, and the runner renews the lease after each
 * third of its duration. When this process dies, another process starts the job again after the
 * lease has ended, three times at most.
 */
public final class JobRunner implements AutoCloseable {
  static final int MOST_ATTEMPTS = 3;

  private static final Logger LOG = System.getLogger(JobRunner.class.getName());
  private static final Duration IDLE = Duration.ofSeconds(1);
  private static final Duration LAST_STEP = Duration.ofSeconds(5);
  private static final String GIVEN_UP =
      "The job was started %d times, and each time the service stopped before the end";
  private static final String BROKEN = "The job failed; the log of the service names the cause";

  private final JobQueue queue;
  private final Map<String, JobKind> kinds;
  private final String holder;
  private final Duration lease;
  private final ScheduledExecutorService heartbeats =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("job-heartbeat").factory());
  private final Thread thread;
  private volatile boolean running;
  private volatile @Nullable JobContext current;

  /**
   * @param holder the name of this process, different at each start
   */
  public JobRunner(JobQueue queue, Collection<JobKind> kinds, String holder, Duration lease) {
    this.queue = queue;
    this.kinds = kinds.stream().collect(Collectors.toMap(JobKind::name, Function.identity()));
    this.holder = holder;
    this.lease = lease;
    thread = Thread.ofPlatform().name("jobs").unstarted(this::work);
  }

  public void start() {
    running = true;
    thread.start();
  }

  /** Takes no more jobs, and returns the running job to the queue. */
  @Override
  public void close() {
    running = false;
    LockSupport.unpark(thread);
    JobContext working = current;
    if (working != null) {
      working.request(JobContext.Stop.SHUTDOWN);
    }
    try {
      thread.join(LAST_STEP);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    heartbeats.shutdownNow();
  }

  private void work() {
    while (running) {
      try {
        Optional<Job> claimed = queue.claim(kinds.keySet(), holder, lease);
        if (claimed.isPresent()) {
          take(claimed.get());
        } else {
          LockSupport.parkNanos(IDLE.toNanos());
        }
      } catch (RuntimeException | Error e) {
        LOG.log(Level.WARNING, "Jobs wait: {0}", e.toString());
        LockSupport.parkNanos(IDLE.toNanos());
      }
    }
  }

  private void take(Job job) {
    if (job.cancelAsked()) {
      queue.ended(job, holder, JobState.CANCELLED, null, null);
    } else if (job.attempts() > MOST_ATTEMPTS) {
      queue.ended(job, holder, JobState.FAILED, null, GIVEN_UP.formatted(MOST_ATTEMPTS));
    } else {
      carryOut(job);
    }
  }

  private void carryOut(Job job) {
    JobContext context = new JobContext(how -> queue.progress(job, holder, how));
    current = context;
    if (!running) {
      context.request(JobContext.Stop.SHUTDOWN);
    }
    long third = lease.toMillis() / 3;
    ScheduledFuture<?> beating =
        heartbeats.scheduleWithFixedDelay(
            () -> beat(job, context), third, third, TimeUnit.MILLISECONDS);
    try {
      work(job, context);
    } finally {
      current = null;
      beating.cancel(false);
    }
  }

  private void work(Job job, JobContext context) {
    JsonNode result;
    try {
      result = Objects.requireNonNull(kinds.get(job.kind())).run(job, context);
    } catch (Exception | Error e) {
      failed(job, context, e);
      return;
    }
    queue.ended(job, holder, JobState.SUCCEEDED, result, null);
  }

  private void failed(Job job, JobContext context, Throwable failure) {
    switch (context.stop()) {
      case CANCELLED -> queue.ended(job, holder, JobState.CANCELLED, null, null);
      case SHUTDOWN -> queue.giveBack(job, holder);
      case LOST -> LOG.log(Level.WARNING, "Another process works on {0} now", job.id());
      case null -> {
        // The message of an exception may contain personal data, so only messages that were written
        // for users are kept.
        String plain = failure instanceof JobFailure ? failure.getMessage() : BROKEN;
        LOG.log(Level.WARNING, "The job " + job.id() + " failed", failure);
        queue.ended(job, holder, JobState.FAILED, null, plain);
      }
    }
  }

  private void beat(Job job, JobContext context) {
    try {
      switch (queue.extend(job, holder, lease)) {
        case GO_ON -> {}
        case CANCEL -> context.request(JobContext.Stop.CANCELLED);
        case LOST -> context.request(JobContext.Stop.LOST);
      }
    } catch (RuntimeException | Error e) {
      LOG.log(Level.WARNING, "The lease of {0} could not be renewed: {1}", job.id(), e.toString());
    }
  }
}
