package dev.tributary.identity.kafka;

import dev.tributary.identity.loop.Overtaken;
import dev.tributary.identity.loop.Overtaken.Taken;
import dev.tributary.runtime.metrics.Metric;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** Counts the attempts that had to be repeated. Thread-safe. */
public final class OvertakenCount implements Consumer<Overtaken> {
  public static final Metric METRIC =
      Metric.counter(
          "tributary.identity.overtaken",
          "attempts made again because an event (message), an identifier or a profile was taken"
              + " meanwhile; message also counts polls that met a record which the log holds twice",
          "taken");
  private final Map<Taken, Counter> counters = new EnumMap<>(Taken.class);

  public OvertakenCount(MeterRegistry registry) {
    for (Taken taken : Taken.values()) {
      String name = taken.name().toLowerCase(Locale.ROOT);
      counters.put(taken, METRIC.registerCounter(registry, name));
    }
  }

  @Override
  public void accept(Overtaken overtaken) {
    Counter counter = counters.get(overtaken.what());
    if (counter != null) {
      counter.increment();
    }
  }
}
