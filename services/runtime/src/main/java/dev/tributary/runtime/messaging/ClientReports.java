package dev.tributary.runtime.messaging;

import io.smallrye.reactive.messaging.ClientCustomizer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.eclipse.microprofile.config.Config;

/** Makes the client of each source report what it does. Thread-safe. */
@ApplicationScoped
public class ClientReports implements ClientCustomizer<Map<String, Object>> {
  private final Map<String, ClientReport> newest = new ConcurrentHashMap<>();

  /** The report of the source that was created last. */
  ClientReport ofNewest(String channel) {
    ClientReport report = newest.get(channel);
    if (report == null) {
      throw new IllegalStateException(
          "The channel %s needs one of the settings %s".formatted(channel, ChannelSettings.ALL));
    }
    return report;
  }

  /** SmallRye Reactive Messaging asks once for each source, when it creates the source. */
  @Override
  public Map<String, Object> customize(
      String channel, Config configuration, Map<String, Object> settings) {
    boolean ours =
        configuration
            .getOptionalValue("kafka-configuration", String.class)
            .filter(ChannelSettings.ALL::contains)
            .isPresent();
    if (!ours) {
      return settings;
    }
    ClientReport report = new ClientReport();
    newest.put(channel, report);
    Map<String, Object> reporting = new HashMap<>(settings);
    reporting.put(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG, List.of(ClientInterceptor.class));
    reporting.put(ClientInterceptor.REPORT, report);
    return reporting;
  }
}
