package dev.tributary.runtime.view.channel;

import io.smallrye.reactive.messaging.ClientCustomizer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.eclipse.microprofile.config.Config;

/** Makes the consumers of the channels of definitions report their polls. Thread-safe. */
@ApplicationScoped
public class ChannelReadings implements ClientCustomizer<Map<String, Object>> {
  private final Map<String, ChannelReading> byChannel = new ConcurrentHashMap<>();

  ChannelReading of(String channel) {
    return byChannel.computeIfAbsent(channel, _ -> new ChannelReading());
  }

  @Override
  public Map<String, Object> customize(
      String channel, Config configuration, Map<String, Object> settings) {
    boolean ofDefinitions =
        configuration
            .getOptionalValue("kafka-configuration", String.class)
            .filter(DefinitionChannels.SETTINGS::equals)
            .isPresent();
    if (!ofDefinitions) {
      return settings;
    }
    Map<String, Object> reporting = new HashMap<>(settings);
    reporting.put(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG, List.of(PollReport.class));
    reporting.put(PollReport.READING, of(channel));
    return reporting;
  }
}
