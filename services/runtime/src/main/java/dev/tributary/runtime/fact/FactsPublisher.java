package dev.tributary.runtime.fact;

import dev.tributary.contracts.fact.Facts;
import dev.tributary.contracts.fact.FactsByWorkspace;
import dev.tributary.contracts.fact.PublishedFacts;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.metrics.Metric;
import dev.tributary.runtime.threads.ResilientWork;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the facts of all workspaces, one round after the other. A workspace whose facts are
 * still those of the last message costs a digest only. The memory of what was published saves
 * messages, and no reader depends on it: a reader that has other facts finds another digest.
 *
 * <p>An instance publishes while the control plane asks it: each check for alerts asks one instance
 * of each service, and keeps the connection for the next check. So usually one instance of a
 * service reads its facts, without a lease. If two instances publish, the facts are read twice, and
 * nothing else happens.
 *
 * <p>A round has no more time than one interval, and the next round begins where it stopped. What a
 * round does not read or send in this time, or what fails, is asked for by the control plane.
 * Thread-safe. It works on its own thread.
 */
public final class FactsPublisher implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(FactsPublisher.class);

  /** As many as the control plane asks for with one request. */
  private static final int WORKSPACES_IN_A_MESSAGE = 50;

  /**
   * Three intervals of the checks, as they are by default: the next check may ask another instance.
   * If checks are further apart than this, they ask for some facts over HTTP.
   */
  private static final Duration ASKED = Duration.ofSeconds(45);

  private static final Duration SHORTEST = Duration.ofSeconds(1);

  private final String service;
  private final Duration every;
  private final Function<Set<WorkspaceId>, FactsByWorkspace> facts;
  private final Supplier<Collection<WorkspaceId>> workspaces;
  private final FactsLog log;
  private final Clock clock;
  private final Counter sent;
  private final Counter failed;
  private final Counter late;
  private final Map<WorkspaceId, String> published = new ConcurrentHashMap<>();
  private WorkspaceId next = WorkspaceId.NONE;
  private boolean failing;
  private volatile Instant asked = Instant.MIN;
  private volatile boolean running;
  private volatile @Nullable Thread thread;

  /**
   * @param service the component name of the service
   * @param every from the beginning of one round to the next; at least a second
   * @param facts reads the facts of some workspaces; each has an entry
   * @param workspaces all whose facts are published; none while the service may not publish
   */
  public FactsPublisher(
      String service,
      Duration every,
      Function<Set<WorkspaceId>, FactsByWorkspace> facts,
      Supplier<Collection<WorkspaceId>> workspaces,
      FactsLog log,
      MeterRegistry metrics,
      Clock clock) {
    if (every.compareTo(SHORTEST) < 0) {
      throw new IllegalArgumentException(
          "TRIBUTARY_FACTS_EVERY is %s, but must be one second or more".formatted(every));
    }
    this.service = service;
    this.every = every;
    this.facts = facts;
    this.workspaces = workspaces;
    this.log = log;
    this.clock = clock;
    Metric workspacesOfRounds = FactsMetric.WORKSPACES.metric();
    this.sent = workspacesOfRounds.registerCounter(metrics, "published");
    this.failed = workspacesOfRounds.registerCounter(metrics, "failed");
    this.late = workspacesOfRounds.registerCounter(metrics, "late");
  }

  /** Where facts are published. */
  @FunctionalInterface
  public interface FactsLog {

    /** Returns when the message is stored, and fails if that is not known. */
    void send(PublishedFacts message);
  }

  public void start() {
    running = true;
    thread = ResilientWork.start(Thread.ofVirtual().name("facts"), () -> running, this::run);
  }

  @Override
  public void close() {
    running = false;
    Thread started = thread;
    if (started != null) {
      started.interrupt();
    }
  }

  /** The control plane has asked this instance for facts. */
  public void asked() {
    asked = clock.instant();
  }

  private void run() {
    while (running) {
      long begin = System.nanoTime();
      round();
      LockSupport.parkNanos(every.toNanos() - (System.nanoTime() - begin));
    }
  }

  /** Publishes the facts of all workspaces once, if the control plane has asked lately. */
  void round() {
    Instant begin = clock.instant();
    if (begin.minus(ASKED).isAfter(asked)) {
      return;
    }
    List<WorkspaceId> all = inTurn();
    published.keySet().retainAll(Set.copyOf(all));
    @Nullable RuntimeException failure = null;
    for (int from = 0; from < all.size(); from += WORKSPACES_IN_A_MESSAGE) {
      if (!clock.instant().isBefore(begin.plus(every))) {
        next = all.get(from);
        late.increment(all.size() - from);
        break;
      }
      Set<WorkspaceId> some =
          Set.copyOf(all.subList(from, Math.min(all.size(), from + WORKSPACES_IN_A_MESSAGE)));
      try {
        publish(some);
        sent.increment(some.size());
      } catch (RuntimeException e) {
        failed.increment(some.size());
        failure = e;
      }
    }
    report(failure);
  }

  /** All workspaces, from the one at which the last round had to stop. */
  private List<WorkspaceId> inTurn() {
    List<WorkspaceId> all = workspaces.get().stream().sorted().toList();
    int first = (int) all.stream().filter(each -> each.compareTo(next) < 0).count();
    return Stream.concat(all.stream().skip(first), all.stream().limit(first)).toList();
  }

  /** One line in the log for each change of state. */
  private void report(@Nullable RuntimeException failure) {
    if (failure != null && !failing) {
      LOG.warnf("Some facts are not published, so the control plane asks for them: %s", failure);
    } else if (failure == null && failing) {
      LOG.info("All facts are published again");
    }
    failing = failure != null;
  }

  private void publish(Set<WorkspaceId> some) {
    // Before the facts are read, so that they are never older than the message says.
    Instant at = clock.instant();
    Map<WorkspaceId, Facts> changed = new HashMap<>();
    Map<WorkspaceId, String> unchanged = new HashMap<>();
    try {
      facts
          .apply(some)
          .workspaces()
          .forEach((workspace, known) -> {
            String digest = known.digest();
            if (digest.equals(published.get(workspace))) {
              unchanged.put(workspace, digest);
            } else {
              changed.put(workspace, known);
            }
          });
      log.send(new PublishedFacts(service, at, changed, unchanged));
      changed.forEach((workspace, known) -> published.put(workspace, known.digest()));
    } catch (RuntimeException e) {
      published.keySet().removeAll(changed.keySet());
      throw e;
    }
  }
}
