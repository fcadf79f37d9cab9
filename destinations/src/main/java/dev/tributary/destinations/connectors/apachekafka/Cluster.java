package dev.tributary.destinations.connectors.apachekafka;

import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.EgressFailure;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.ApiVersions;
import org.apache.kafka.clients.ClientRequest;
import org.apache.kafka.clients.ClientResponse;
import org.apache.kafka.clients.ManualMetadataUpdater;
import org.apache.kafka.clients.MetadataRecoveryStrategy;
import org.apache.kafka.clients.NetworkClient;
import org.apache.kafka.clients.NetworkClientUtils;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.network.ChannelBuilder;
import org.apache.kafka.common.requests.AbstractRequest;
import org.apache.kafka.common.requests.AbstractResponse;
import org.apache.kafka.common.requests.MetadataRequest;
import org.apache.kafka.common.requests.MetadataResponse;
import org.apache.kafka.common.utils.LogContext;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;

/**
 * The connections to the brokers of a cluster for one batch. A request is sent once, and nothing is
 * sent in the background. Each wait ends at the latest at the end of the batch. Not thread-safe.
 *
 * <p>{@link NetworkClient} knows the protocol, TLS and SASL. {@link CheckedSelector} decides about
 * addresses, and {@link FrameLimit} about sizes.
 */
final class Cluster implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Cluster.class.getName());
  private static final long CONNECT_MILLIS = 5_000;
  private static final int REQUEST_MILLIS = 7_000;
  private static final long STEP_MILLIS = 500;
  private static final long BACKOFF_MILLIS = 50;
  private static final int BUFFER_OF_SYSTEM = -1;
  private static final String ID = "tributary";

  private final Time time = Time.SYSTEM;
  private final Metrics metrics = new Metrics(Time.SYSTEM);
  private final CheckedSelector selector;
  private final NetworkClient client;
  private final long end;

  private Cluster(Egress egress, ChannelBuilder channels, long end) {
    LogContext log = new LogContext();
    this.end = end;
    selector = new CheckedSelector(egress, channels, metrics, log);
    client =
        new NetworkClient(
            new ManualMetadataUpdater(),
            null,
            selector,
            ID,
            1,
            BACKOFF_MILLIS,
            BACKOFF_MILLIS,
            BUFFER_OF_SYSTEM,
            BUFFER_OF_SYSTEM,
            REQUEST_MILLIS,
            CONNECT_MILLIS,
            CONNECT_MILLIS,
            time,
            true,
            new ApiVersions(),
            null,
            log,
            CheckedSelector::unresolved,
            null,
            Long.MAX_VALUE,
            MetadataRecoveryStrategy.NONE);
  }

  /**
   * Prepares connections; the first request opens one.
   *
   * @param connection of {@link Settings#connection}
   * @param end when all waits end, by {@link System#nanoTime}
   * @throws org.apache.kafka.common.KafkaException if the configuration cannot be used
   */
  static Cluster of(Map<String, Object> connection, Egress egress, long end) {
    return new Cluster(egress, Channels.of(connection, new LogContext()), end);
  }

  /**
   * Asks the servers one after another, until one answers.
   *
   * @param topics empty for the brokers only
   * @throws EgressFailure if the last server is not allowed
   * @throws IOException if the last server does not answer
   */
  MetadataResponse metadata(List<Settings.Server> servers, List<String> topics)
      throws EgressFailure, IOException {
    IOException away = null;
    EgressFailure refused = null;
    for (int i = 0; i < servers.size() && remaining() > 0; i++) {
      Settings.Server server = servers.get(i);
      Node node = new Node(-1 - i, server.host(), server.port());
      try {
        connect(node);
        return (MetadataResponse) answer(node, new MetadataRequest.Builder(topics, false));
      } catch (IOException e) {
        away = e;
      } catch (EgressFailure e) {
        refused = e;
      }
    }
    if (refused != null) {
      throw refused;
    }
    throw away == null ? new IOException("The time of the batch has ended") : away;
  }

  /**
   * Opens a connection to a broker, and signs in, if there is none.
   *
   * @throws EgressFailure if its address is not allowed
   * @throws IOException if there is no connection
   */
  void connect(Node node) throws EgressFailure, IOException {
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptException("Stopped before a connection");
    }
    String words =
        "No connection to %s:%d; check the address and the security"
            .formatted(node.host(), node.port());
    long most = Math.min(CONNECT_MILLIS, remaining());
    try {
      if (!NetworkClientUtils.awaitReady(client, node, time, most)) {
        throw new IOException(words);
      }
    } catch (IOException e) {
      selector.throwRefusal();
      throw new IOException(words, e);
    }
  }

  /**
   * Sends a request to a connected broker.
   *
   * @throws IOException if there is no answer: the request may have arrived
   */
  AbstractResponse answer(Node node, AbstractRequest.Builder<?> request) throws IOException {
    long until = time.milliseconds() + Math.min(REQUEST_MILLIS, remaining());
    ClientRequest sent =
        client.newClientRequest(
            node.idString(), request, time.milliseconds(), true, REQUEST_MILLIS, null);
    client.send(sent, time.milliseconds());
    for (long now = time.milliseconds(); now < until; now = time.milliseconds()) {
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptException("Stopped while waiting for an answer");
      }
      AbstractResponse answer =
          found(sent, client.poll(Math.min(STEP_MILLIS, until - now), now));
      if (answer != null) {
        return answer;
      }
    }
    throw new IOException("No answer from " + node);
  }

  private static @Nullable AbstractResponse found(ClientRequest sent, List<ClientResponse> answers)
      throws IOException {
    for (ClientResponse answer : answers) {
      if (answer.requestHeader().correlationId() == sent.correlationId()) {
        if (answer.wasDisconnected()) {
          throw new IOException("The connection ended before the answer");
        }
        if (answer.versionMismatch() != null) {
          throw answer.versionMismatch();
        }
        return answer.responseBody();
      }
    }
    return null;
  }

  /** In milliseconds; 0 if the time of the batch has ended. */
  long remaining() {
    return Math.max(0, (end - System.nanoTime()) / 1_000_000);
  }

  @Override
  public void close() {
    try (metrics) {
      client.close();
    } catch (RuntimeException e) {
      // The outcomes of the batch are known by now, and stay as they are.
      LOG.log(Level.WARNING, "Connections to a Kafka cluster were not closed", e);
    }
  }
}
