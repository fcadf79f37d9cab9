package dev.tributary.runtime.messaging;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.apache.kafka.common.metrics.MetricsReporter;

/**
 * Keeps the first two clients of each channel from being created, as a name of the cluster does
 * that does not resolve yet.
 */
public final class FailsAtFirst implements MetricsReporter {
  private static final int REFUSED = 2;
  private static final Map<String, Integer> ASKED = new ConcurrentHashMap<>();

  /** Whether a client of each channel was refused, and the next ones are not. */
  static boolean isOver(int channels) {
    return ASKED.values().stream().filter(times -> times >= REFUSED).count() == channels;
  }

  @Override
  public void configure(Map<String, ?> settings) {
    String client = String.valueOf(settings.get(CommonClientConfigs.CLIENT_ID_CONFIG));
    if (ASKED.merge(client, 1, Integer::sum) <= REFUSED) {
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
