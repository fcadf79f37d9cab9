package dev.tributary.runtime.threads;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Work that one thread repeats until its service ends, with a pause after each round. No failure
 * ends it: the next round begins after the usual pause. Failures in a row are counted. The log
 * contains the first, the second, the fourth, the eighth and so on, and the first success after
 * them.
 *
 * <p>An interrupt of the thread ends the work. {@link #close} ends a pause at once, but interrupts
 * no round, because an interrupt would break the connection that the round uses. A long round asks
 * {@link #isClosed}.
 *
 * <p>Thread-safe.
 */
public final class PeriodicWork implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(PeriodicWork.class.getName());

  private final String name;
  private final Duration first;
  private final Duration every;
  private final Step step;
  private final Wakeup end = new Wakeup(1);
  private final AtomicBoolean started = new AtomicBoolean();
  private volatile boolean closed;

  /** Confined to the thread. */
  private int failures;

  /** The work of one round. */
  @FunctionalInterface
  public interface Round {

    /**
     * @throws InterruptedException if the thread was interrupted, which ends the work
     * @throws Exception if the round failed
     */
    void run() throws Exception;
  }

  /** A part of the work of one round. */
  @FunctionalInterface
  public interface Step {

    /**
     * @return whether there may be another step now; if not, the round ends
     * @throws InterruptedException if the thread was interrupted, which ends the work
     * @throws Exception if the step failed, which ends the round
     */
    boolean run() throws Exception;
  }

  /**
   * @param name of the thread, which the log contains after a failure
   * @param first the pause before the first round, zero or longer
   * @param every the pause after each round
   */
  public PeriodicWork(String name, Duration first, Duration every, Round round) {
    this(
        name,
        first,
        every,
        () -> {
          round.run();
          return false;
        });
  }

  private PeriodicWork(String name, Duration first, Duration every, Step step) {
    this.name = name;
    this.first = first;
    this.every = every;
    this.step = step;
  }

  /**
   * Work in steps that follow each other without a pause while there are some. The first step is
   * taken at once. {@link #close} begins no further step.
   *
   * @param name of the thread, which the log contains after a failure
   * @param idle the pause while there is no step, and after a failure
   */
  public static PeriodicWork ofSteps(String name, Duration idle, Step step) {
    return new PeriodicWork(name, Duration.ZERO, idle, step);
  }

  /** Starts the thread. A second call has no effect. */
  public void start() {
    if (started.compareAndSet(false, true)) {
      ResilientWork.start(Thread.ofVirtual().name(name), () -> !closed, this::repeat);
    }
  }

  /** Begins no further round. Does not wait for the end of a round in progress. */
  @Override
  public void close() {
    closed = true;
    end.signal();
  }

  public boolean isClosed() {
    return closed;
  }

  private void repeat() {
    try {
      Duration pause = first;
      while (!endsWithin(pause)) {
        attempt();
        pause = every;
      }
    } catch (InterruptedException e) {
      if (!closed) {
        LOG.log(Level.WARNING, "%s was interrupted, and ends".formatted(name));
      }
      Thread.currentThread().interrupt();
    }
  }

  private boolean endsWithin(Duration pause) throws InterruptedException {
    return end.await(pause) || closed;
  }

  private void attempt() throws InterruptedException {
    try {
      while (step.run() && !closed) {
        succeeded();
      }
      succeeded();
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception | Error e) {
      failed(e);
    }
  }

  private void succeeded() {
    if (failures > 0) {
      LOG.log(Level.INFO, "%s goes on after %d failures".formatted(name, failures));
      failures = 0;
    }
  }

  private void failed(Throwable failure) {
    failures++;
    boolean isPowerOfTwo = Integer.bitCount(failures) == 1;
    if (closed || !isPowerOfTwo) {
      return;
    }
    String message =
        "%s failed (%d in a row), and tries again: %s".formatted(name, failures, failure);
    if (failure instanceof Error) {
      LOG.log(Level.ERROR, message, failure);
    } else {
      LOG.log(Level.WARNING, message);
      LOG.log(Level.DEBUG, message, failure);
    }
  }
}
