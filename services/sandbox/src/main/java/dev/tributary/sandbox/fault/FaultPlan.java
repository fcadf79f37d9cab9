package dev.tributary.sandbox.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** The faults set for one stand-in. Thread-safe. */
public final class FaultPlan {
  private static final class Entry {
    final Rule rule;
    final Random random;
    int hits;

    Entry(Rule rule) {
      this.rule = rule;
      this.random = new Random(rule.seed() == null ? 1 : rule.seed());
    }

    boolean spent() {
      return rule.requests() != null && hits >= rule.requests();
    }

    boolean strikes(String path) {
      boolean meant = rule.path() == null || path.contains(rule.path());
      return !spent() && meant && (rule.rate() == null || random.nextDouble() < rule.rate());
    }
  }

  /**
   * When a fault applies.
   *
   * @param requests the largest number of requests; null until cleared
   * @param path a part of the path that a request must have; null for any
   * @param rate the share of those requests, above 0 and at most 1; null for all
   * @param seed of the draw for {@code rate}: the same seed selects the same requests; null for 1
   */
  public record Rule(
      Fault fault,
      @Nullable Integer requests,
      @Nullable String path,
      @Nullable Double rate,
      @Nullable Long seed) {
    public Rule {
      if (Objects.isNull(fault)) {
        throw new IllegalArgumentException("fault is required");
      }
      if (requests != null && requests < 1) {
        throw new IllegalArgumentException("requests must be 1 or more, or absent");
      }
      if (rate != null && !(rate > 0 && rate <= 1)) {
        throw new IllegalArgumentException("rate must be above 0 and at most 1");
      }
    }
  }

  /** A rule, and how often it has applied. */
  public record Status(Rule rule, int hits) {}

  private final List<Entry> entries = new ArrayList<>();

  public synchronized void add(Rule rule) {
    entries.add(new Entry(rule));
  }

  public synchronized void clear() {
    entries.clear();
  }

  public synchronized List<Status> list() {
    return entries.stream().map(entry -> new Status(entry.rule, entry.hits)).toList();
  }

  /** How many times faults can still apply. */
  public synchronized int pending() {
    return (int) entries.stream().filter(entry -> !entry.spent()).count();
  }

  /**
   * Selects and counts the faults for this request: any number of latencies, then at most one other
   * fault, the first set.
   */
  public synchronized List<Fault> draw(String path) {
    var struck = new ArrayList<Fault>();
    for (var entry : entries) {
      boolean last = !struck.isEmpty() && !(struck.getLast() instanceof Fault.Latency);
      if (last) {
        break;
      }
      if (entry.strikes(path)) {
        entry.hits++;
        struck.add(entry.rule.fault());
      }
    }
    return struck;
  }
}
