package dev.tributary.runtime.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The definition of a metric, for its registration and for the reference. The code that registers
 * it gives a value for each tag, in their order.
 *
 * @param name in words with dots between them
 * @param description the meaning, in one sentence without its full stop
 * @param tags the tags that distinguish metrics of this name
 */
public record Metric(String name, Kind kind, String description, List<String> tags) {

  /** The kind of a metric. */
  public enum Kind {
    /** Only grows. */
    COUNTER("_total"),
    /** The present amount. */
    GAUGE(""),
    /** How often something happened, and how long it took. */
    TIMER("_seconds");

    private final String unit;

    Kind(String unit) {
      this.unit = unit;
    }
  }

  public Metric {
    tags = List.copyOf(tags);
  }

  public static Metric counter(String name, String description, String... tags) {
    return new Metric(name, Kind.COUNTER, description, List.of(tags));
  }

  public static Metric gauge(String name, String description, String... tags) {
    return new Metric(name, Kind.GAUGE, description, List.of(tags));
  }

  public static Metric timer(String name, String description, String... tags) {
    return new Metric(name, Kind.TIMER, description, List.of(tags));
  }

  public Counter registerCounter(MeterRegistry registry, String... values) {
    expect(Kind.COUNTER);
    return Counter.builder(name).description(description).tags(tagged(values)).register(registry);
  }

  public void registerGauge(MeterRegistry registry, AtomicLong level, String... values) {
    expect(Kind.GAUGE);
    Gauge.builder(name, level, AtomicLong::get)
        .description(description)
        .tags(tagged(values))
        .register(registry);
  }

  /** A value that is computed whenever it is read. */
  public void registerGauge(MeterRegistry registry, LongSupplier level, String... values) {
    expect(Kind.GAUGE);
    Gauge.builder(name, level, LongSupplier::getAsLong)
        .description(description)
        .tags(tagged(values))
        .strongReference(true)
        .register(registry);
  }

  /** A builder for a registration with or without a histogram. */
  public Timer.Builder timerOf(String... values) {
    expect(Kind.TIMER);
    return Timer.builder(name).description(description).tags(tagged(values));
  }

  private void expect(Kind needed) {
    if (kind != needed) {
      throw new IllegalStateException("%s is a %s".formatted(name, kind));
    }
  }

  private List<Tag> tagged(String... values) {
    if (values.length != tags.size()) {
      throw new IllegalArgumentException("%s has the tags %s".formatted(name, tags));
    }
    List<Tag> tagged = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      tagged.add(Tag.of(tags.get(i), values[i]));
    }
    return tagged;
  }

  /** The name in Prometheus. */
  public String exportedName() {
    return name.replace('.', '_') + kind.unit;
  }

  /** The table in docs/reference/telemetry.md. */
  public static String table(Stream<Metric> metrics) {
    return metrics
        .map(Metric::row)
        .collect(
            Collectors.joining("", "| name | kind | tags | meaning |\n|---|---|---|---|\n", ""));
  }

  private String row() {
    return "| `%s` | %s | %s | %s |\n"
        .formatted(
            exportedName(),
            kind.name().toLowerCase(Locale.ROOT),
            tags.stream().map("`%s`"::formatted).collect(Collectors.joining(", ")),
            description);
  }
}
