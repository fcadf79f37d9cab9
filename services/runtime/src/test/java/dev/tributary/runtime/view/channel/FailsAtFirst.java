package dev.tributary.runtime.view.channel;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.apache.kafka.common.metrics.MetricsReporter;

/**
 * Keeps the first clients from being created, as a name of the cluster does that nobody knows yet.
 */
public final class FailsAtFirst implements MetricsReporter {
  private static final AtomicInteger LEFT = new AtomicInteger(2);

  /** Whether a client was refused, and the next one is not. */
  static boolean isOver() {
    return LEFT.get() <= 0;
  }

  @Override
  public void configure(Map<String, ?> settings) {
    if (LEFT.getAndDecrement() > 0) {
      throw new ConfigException("No client yet");
    }
  }

  @Override
  public void init(List<KafkaMetric> metrics) {}

  @Override
  public void metricChange(KafkaMetric metric) {}

  @Override
  public void metricRemoval(KafkaMetric metric) {}

  @Override
  public void close() {}
}
