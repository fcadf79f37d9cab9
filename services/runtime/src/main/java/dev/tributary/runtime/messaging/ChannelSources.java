package dev.tributary.runtime.messaging;

import io.smallrye.reactive.messaging.ChannelRegistry;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.KafkaConnector;
import io.smallrye.reactive.messaging.providers.impl.ConnectorConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Flow;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.spi.Connector;
import org.eclipse.microprofile.reactive.messaging.spi.ConnectorFactory;

/**
 * The sources of channels. SmallRye Reactive Messaging creates one for each channel at the start of
 * the application. The connector makes further ones, with the same configuration. Thread-safe.
 */
@ApplicationScoped
public class ChannelSources {
  private final ChannelRegistry channels;
  private final KafkaConnector connector;
  private final KafkaClientService clients;
  private final ClientReports reports;
  private final Config configuration;
  private final Set<String> given = ConcurrentHashMap.newKeySet();

  public ChannelSources(
      ChannelRegistry channels,
      @Connector(KafkaConnector.CONNECTOR_NAME) KafkaConnector connector,
      KafkaClientService clients,
      ClientReports reports,
      Config configuration) {
    this.channels = channels;
    this.connector = connector;
    this.clients = clients;
    this.reports = reports;
    this.configuration = configuration;
  }

  /**
   * A source that nobody has read. A channel has one subscription, which asks for one source after
   * another.
   *
   * @throws IllegalStateException if the configuration has no such channel
   */
  ChannelSource next(String channel) {
    Flow.Publisher<? extends Message<?>> messages =
        given.contains(channel)
            ? connector.getPublisher(new OfChannel(configuration, channel))
            : first(channel);
    given.add(channel);
    return new ChannelSource(
        messages,
        clients.<byte[], byte[]>getConsumers(channel).getLast(),
        reports.ofNewest(channel));
  }

  private Flow.Publisher<? extends Message<?>> first(String channel) {
    List<Flow.Publisher<? extends Message<?>>> found = channels.getPublishers(channel);
    if (found.size() != 1) {
      throw new IllegalStateException("The configuration has no channel " + channel);
    }
    return found.getFirst();
  }

  /** The configuration of one channel, with that of its connector. */
  private static final class OfChannel extends ConnectorConfig {
    OfChannel(Config configuration, String channel) {
      super(ConnectorFactory.INCOMING_PREFIX, configuration, channel);
    }
  }
}
