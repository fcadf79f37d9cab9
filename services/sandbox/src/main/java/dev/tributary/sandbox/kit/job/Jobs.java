package dev.tributary.sandbox.kit.job;

import dev.tributary.sandbox.kit.job.Job.Numbered;
import dev.tributary.sandbox.kit.job.JobFaults.Damage;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedCollection;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The jobs of one kind. A job has its effect when its time is over and any method is called; jobs
 * have their effects in the order in which they end. Thread-safe.
 *
 * @param <T> an item of a job
 */
public final class Jobs<T> {
  private static final class Entry<T> {
    final String id;
    final long number;
    final String subject;
    final Instant createdAt;
    final List<T> items = new ArrayList<>();
    final List<ItemResult> results = new ArrayList<>();
    @Nullable Instant closedAt;
    @Nullable Instant endedAt;
    JobPhase end = JobPhase.COMPLETE;

    Entry(String id, long number, String subject, Instant createdAt) {
      this.id = id;
      this.number = number;
      this.subject = subject;
      this.createdAt = createdAt;
    }
  }

  private final Clock clock;
  private final JobPace documented;
  private final Supplier<String> ids;
  private final BiFunction<String, T, ItemResult> work;
  private final Map<String, Entry<T>> entries = new LinkedHashMap<>();
  private JobPace pace;
  private JobFaults faults = JobFaults.NONE;
  private long opened;

  /**
   * @param ids makes the ids of new jobs
   * @param work the effect of one item, with the subject of its job
   */
  public Jobs(
      Clock clock, JobPace pace, Supplier<String> ids, BiFunction<String, T, ItemResult> work) {
    this.clock = clock;
    this.documented = pace;
    this.pace = pace;
    this.ids = ids;
    this.work = work;
  }

  public synchronized void reset() {
    entries.clear();
    opened = 0;
    pace = documented;
    faults = JobFaults.NONE;
  }

  public synchronized void pace(JobPace wanted) {
    pace = wanted;
  }

  public synchronized JobPace pace() {
    return pace;
  }

  public synchronized void faults(JobFaults wanted) {
    advance();
    faults = wanted;
  }

  /** Opens a job without items. */
  public synchronized Job<T> open(String subject) {
    var entry = new Entry<T>(ids.get(), ++opened, subject, clock.instant());
    entries.put(entry.id, entry);
    return job(entry);
  }

  /** Adds items to an open job; empty if there is no such job or it is closed. */
  public synchronized Optional<Job<T>> upload(String id, List<T> items) {
    return inPhase(id, JobPhase.OPEN)
        .map(entry -> {
          entry.items.addAll(items);
          return job(entry);
        });
  }

  /**
   * Queues an open job; empty if there is no such job, it is closed, or too many are unfinished.
   */
  public synchronized Optional<Job<T>> close(String id) {
    advance();
    return inPhase(id, JobPhase.OPEN)
        .filter(entry -> unfinished() < pace.maximumUnfinished())
        .map(entry -> {
          entry.closedAt = clock.instant();
          return job(entry);
        });
  }

  /** Opens, fills and closes a job; empty if too many are unfinished. */
  public synchronized Optional<Job<T>> submit(String subject, List<T> items) {
    advance();
    if (unfinished() >= pace.maximumUnfinished()) {
      return Optional.empty();
    }
    var job = open(subject);
    return upload(job.id(), items).flatMap(filled -> close(filled.id()));
  }

  /** Ends an open or queued job without an effect; empty if there is none. */
  public synchronized Optional<Job<T>> abort(String id) {
    advance();
    return inPhase(id, JobPhase.OPEN)
        .or(() -> inPhase(id, JobPhase.QUEUED))
        .map(entry -> {
          end(entry, JobPhase.ABORTED, clock.instant());
          return job(entry);
        });
  }

  public synchronized Optional<Job<T>> find(String id) {
    advance();
    return Optional.ofNullable(entries.get(id)).map(this::job);
  }

  /** Forgets a job. */
  public synchronized void forget(String id) {
    entries.remove(id);
  }

  /** All jobs that can be read, oldest first. */
  public synchronized List<Job<T>> all() {
    advance();
    return entries.values().stream().map(this::job).toList();
  }

  /** The results of an ended job, with the damages that are set. */
  public synchronized List<Numbered<T>> results(Job<T> job) {
    var numbered = new ArrayList<Numbered<T>>();
    for (int i = 0; i < job.results().size(); i++) {
      numbered.add(new Numbered<>(i, job.items().get(i), job.results().get(i)));
    }
    return damaged(numbered);
  }

  /** The rows of a file of results, with the damages that are set. */
  public synchronized ResultFile file(List<Map<String, String>> rows) {
    return new ResultFile(damaged(rows), faults.damages(Damage.UNKNOWN_HEADER));
  }

  private <R> List<R> damaged(List<R> whole) {
    SequencedCollection<R> ordered = faults.damages(Damage.REORDERED) ? whole.reversed() : whole;
    long kept = faults.damages(Damage.TRUNCATED) ? whole.size() / 2 : whole.size();
    return ordered.stream().limit(kept).toList();
  }

  /** Ends the jobs whose time is over, and forgets those that were kept long enough. */
  public synchronized void advance() {
    var now = clock.instant();
    if (!faults.stuck()) {
      entries.values().stream()
          .filter(entry ->
              entry.closedAt != null && entry.endedAt == null && !endOf(entry).isAfter(now))
          .sorted((a, b) -> endOf(a).compareTo(endOf(b)))
          .toList()
          .forEach(this::perform);
    }
    entries
        .values()
        .removeIf(entry -> entry.endedAt != null && entry.endedAt.plus(pace.kept()).isBefore(now));
  }

  private void perform(Entry<T> entry) {
    var failAfter = Objects.requireNonNullElse(faults.failAfter(), Integer.MAX_VALUE);
    for (var item : entry.items) {
      entry.results.add(
          entry.results.size() < failAfter
              ? work.apply(entry.subject, item)
              : new ItemResult.Unprocessed());
    }
    end(entry, faults.failAfter() == null ? JobPhase.COMPLETE : JobPhase.FAILED, endOf(entry));
  }

  private static void end(Entry<?> entry, JobPhase phase, Instant at) {
    entry.end = phase;
    entry.endedAt = at;
  }

  private Optional<Entry<T>> inPhase(String id, JobPhase phase) {
    return Optional.ofNullable(entries.get(id)).filter(entry -> phase(entry) == phase);
  }

  private long unfinished() {
    return entries.values().stream()
        .filter(entry -> phase(entry) == JobPhase.QUEUED || phase(entry) == JobPhase.WORKING)
        .count();
  }

  private Instant startOf(Entry<T> entry) {
    return Objects.requireNonNull(entry.closedAt).plus(pace.queued());
  }

  private Instant endOf(Entry<T> entry) {
    return startOf(entry).plus(pace.working()).plusMillis(faults.delay(entry.number));
  }

  private JobPhase phase(Entry<T> entry) {
    if (entry.endedAt != null) {
      return entry.end;
    }
    if (entry.closedAt == null) {
      return JobPhase.OPEN;
    }
    return clock.instant().isBefore(startOf(entry)) ? JobPhase.QUEUED : JobPhase.WORKING;
  }

  private Job<T> job(Entry<T> entry) {
    var phase = phase(entry);
    boolean started =
        entry.closedAt != null && phase != JobPhase.QUEUED && phase != JobPhase.ABORTED;
    return new Job<>(
        entry.id,
        entry.subject,
        phase,
        List.copyOf(entry.items),
        List.copyOf(entry.results),
        new Job.Times(entry.createdAt, started ? startOf(entry) : null, entry.endedAt));
  }
}
