package dev.tributary.destinations.connectors.apachekafka;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.network.ChannelBuilder;
import org.apache.kafka.common.network.ChannelMetadataRegistry;
import org.apache.kafka.common.network.ConnectionMode;
import org.apache.kafka.common.network.PlaintextChannelBuilder;
import org.apache.kafka.common.network.SaslChannelBuilder;
import org.apache.kafka.common.network.SslChannelBuilder;
import org.apache.kafka.common.network.TransportLayer;
import org.apache.kafka.common.security.JaasContext;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.apache.kafka.common.utils.LogContext;
import org.apache.kafka.common.utils.Time;

/** Makes the channels of connections: without or with TLS, without or with SASL. */
final class Channels {
  private Channels() {}

  /**
   * @param connection of {@link Settings#connection}
   * @throws org.apache.kafka.common.KafkaException if the configuration cannot be used
   */
  static ChannelBuilder of(Map<String, Object> connection, LogContext log) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    // Login modules are loaded by the class loader of the thread.
    thread.setContextClassLoader(ChannelBuilder.class.getClassLoader());
    try {
      ConfigDef names = new ConfigDef().withClientSslSupport().withClientSaslSupport();
      Map<String, ?> values = new AbstractConfig(names, connection, false).values();
      SecurityProtocol protocol =
          SecurityProtocol.forName(
              String.valueOf(connection.get(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG)));
      ChannelBuilder channels = channels(protocol, values, log);
      channels.configure(values);
      return channels;
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static ChannelBuilder channels(
      SecurityProtocol protocol, Map<String, ?> values, LogContext log) {
    return switch (protocol) {
      case PLAINTEXT -> new PlaintextChannelBuilder(null);
      case SSL -> new SslChannelBuilder(ConnectionMode.CLIENT, null, false, log);
      case SASL_PLAINTEXT, SASL_SSL ->
          new LimitedSasl(
              protocol, String.valueOf(values.get(SaslConfigs.SASL_MECHANISM)), values, log);
    };
  }

  /**
   * The selector limits frames of requests only. The client reads frames of SASL without a limit,
   * so the transport below has one.
   */
  private static final class LimitedSasl extends SaslChannelBuilder {
    private final IterationLimit.Work work = new IterationLimit.Work();

    LimitedSasl(
        SecurityProtocol protocol, String mechanism, Map<String, ?> values, LogContext log) {
      super(
          ConnectionMode.CLIENT,
          Map.of(mechanism, JaasContext.loadClientContext(values)),
          protocol,
          null,
          false,
          mechanism,
          null,
          null,
          null,
          Time.SYSTEM,
          log,
          null);
    }

    @Override
    protected TransportLayer buildTransportLayer(
        String id, SelectionKey key, SocketChannel socket, ChannelMetadataRegistry registry)
        throws IOException {
      return new LimitedTransport(super.buildTransportLayer(id, key, socket, registry), work);
    }
  }
}
