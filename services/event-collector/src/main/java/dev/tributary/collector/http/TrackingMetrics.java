package dev.tributary.collector.http;

import dev.tributary.collector.tracking.Refusal;
import dev.tributary.contracts.event.QuarantineReason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Registers and counts the metrics of the tracking API. Thread-safe. */
public final class TrackingMetrics {
  private final Counter accepted;
  private final Map<QuarantineReason, Counter> quarantined = new EnumMap<>(QuarantineReason.class);
  private final Map<Refusal, Counter> refused = new EnumMap<>(Refusal.class);
  private final Timer acknowledged;

  public TrackingMetrics(MeterRegistry registry) {
    accepted = TrackingMetric.ACCEPTED.metric().registerCounter(registry);
    for (QuarantineReason reason : QuarantineReason.values()) {
      quarantined.put(
          reason, TrackingMetric.QUARANTINED.metric().registerCounter(registry, reason.code()));
    }
    for (Refusal refusal : Refusal.values()) {
      refused.put(
          refusal, TrackingMetric.REFUSED.metric().registerCounter(registry, refusal.code()));
    }
    acknowledged =
        TrackingMetric.ACKNOWLEDGEMENT
            .metric()
            .timerOf()
            .publishPercentileHistogram()
            .minimumExpectedValue(Duration.ofMillis(1))
            .maximumExpectedValue(Duration.ofSeconds(2))
            .register(registry);
  }

  void accepted(int events, Iterable<QuarantineReason> reasons, long nanos) {
    accepted.increment(events);
    reasons.forEach(reason -> count(quarantined.get(reason)));
    acknowledged.record(Duration.ofNanos(nanos));
  }

  void refused(Refusal refusal) {
    count(refused.get(refusal));
  }

  private static void count(@Nullable Counter counter) {
    if (counter != null) {
      counter.increment();
    }
  }
}
