package dev.tributary.destinations.start;

import dev.tributary.destinations.connector.Manifest;
import dev.tributary.destinations.delivery.AttemptReport;
import dev.tributary.destinations.delivery.DeliveryStore;
import dev.tributary.destinations.ledger.State;
import dev.tributary.destinations.protocol.StoreFailure;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** Counts the outcomes of deliveries, and measures the time from the acceptance of the input. */
public final class MeteredDeliveries extends ForwardingDeliveryStore {
  /**
   * The connector of metrics for all connectors that workspaces have added. Their ids are data of
   * workspaces, and any number of values would need any amount of memory. No id has a space.
   */
  private static final String ADDED = "of a workspace";

  private final MeterRegistry registry;
  private final Clock clock;

  /** A search for a meter in the registry costs more than the measurement. */
  private final Map<String, Timer> latencies = new ConcurrentHashMap<>();

  private final Map<Attempted, Counter> counters = new ConcurrentHashMap<>();

  private record Attempted(String connector, State state) {}

  public MeteredDeliveries(DeliveryStore store, MeterRegistry registry, Clock clock) {
    super(store);
    this.registry = registry;
    this.clock = clock;
  }

  /** Registers the number of definitions that this version cannot read. */
  public static void countUnreadable(MeterRegistry registry, LongSupplier unreadable) {
    DeliveryMetric.UNREADABLE.metric().registerGauge(registry, unreadable);
  }

  @Override
  public boolean report(List<Reported> batches) throws StoreFailure {
    boolean due = super.report(batches);
    Manifest manifest = batches.getFirst().batch().sync().destination().connector().manifest();
    String connector = manifest.added() ? ADDED : manifest.id();
    Timer latency = latencies.computeIfAbsent(connector, this::latency);
    Map<State, Integer> states = new EnumMap<>(State.class);
    for (Reported batch : batches) {
      for (AttemptReport report :
          batch.result() == null ? List.<AttemptReport>of() : batch.reports()) {
        states.merge(report.state(), 1, Integer::sum);
        if (report.state().isDone()) {
          latency.record(Duration.between(report.row().origin().rootReceivedAt(), clock.instant()));
        }
      }
    }
    states.forEach((state, count) ->
        counters.computeIfAbsent(new Attempted(connector, state), this::counter).increment(count));
    return due;
  }

  private Counter counter(Attempted what) {
    return DeliveryMetric.ATTEMPTED
        .metric()
        .registerCounter(registry, what.connector(), what.state().wireName());
  }

  private Timer latency(String connector) {
    return DeliveryMetric.LATENCY
        .metric()
        .timerOf(connector)
        .publishPercentileHistogram()
        .register(registry);
  }
}
