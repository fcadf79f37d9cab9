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

/** What the tracking API tells of itself. Thread-safe. */
public final class TrackingMetrics {
  private final Counter accepted;
  private final Map<QuarantineReason, Counter> quarantined = new EnumMap<>(QuarantineReason.class);
  private final Map<Refusal, Counter> refused = new EnumMap<>(Refusal.class);
  private final Timer acknowledged;

  public TrackingMetrics(MeterRegistry registry) {
    accepted =
        Counter.builder("tributary.collector.events.accepted")
            .description("Events that are durably in the log, quarantined ones included")
            .register(registry);
    for (QuarantineReason reason : QuarantineReason.values()) {
      quarantined.put(
          reason,
          Counter.builder("tributary.collector.events.quarantined")
              .description("Accepted events that were set aside")
              .tag("reason", reason.code())
              .register(registry));
    }
    for (Refusal refusal : Refusal.values()) {
      refused.put(
          refusal,
          Counter.builder("tributary.collector.requests.refused")
              .description("Requests that were not accepted")
              .tag("reason", refusal.code())
              .register(registry));
    }
    acknowledged =
        Timer.builder("tributary.collector.acknowledgement")
            .description("From a request's last byte to the log's last acknowledgement")
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
