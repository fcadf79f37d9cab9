package dev.tributary.destinations.connectors.apachekafka;

import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.EgressFailure;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.ApiVersions;
import org.apache.kafka.clients.ClientRequest;
import org.apache.kafka.clients.ClientResponse;
import org.apache.kafka.clients.ManualMetadataUpdater;
import org.apache.kafka.clients.MetadataRecoveryStrategy;
import org.apache.kafka.clients.NetworkClient;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.network.ChannelBuilder;
import org.apache.kafka.common.protocol.Errors;
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
  private static final Duration ANSWER = Duration.ofSeconds(7);

  /**
   * A cluster that has just created a topic, or a broker that has just started, may not know it.
   */
  private static final long UNKNOWN_TOPIC_MILLIS = 1_000;

  private static final long STEP_MILLIS = 500;
  private static final long BACKOFF_MILLIS = 50;
  private static final int BUFFER_OF_SYSTEM = -1;
  private static final String ID = "tributary";
  private static final String ENDED = "The time of the batch has ended";

  private final Time time = Time.SYSTEM;
  private final Metrics metrics = new Metrics(Time.SYSTEM);
  private final CheckedSelector selector;
  private final NetworkClient client;
  private final long end;
  private final int answerMillis;

  /**
   * @param channels {@link #close} closes them
   */
  private Cluster(Egress egress, ChannelBuilder channels, long end, Duration answer) {
    LogContext log = new NoLog();
    this.end = end;
    answerMillis = Math.toIntExact(answer.toMillis());
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
            answerMillis,
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
   * @throws ConfigException if the configuration cannot be used
   * @throws KafkaException if this machine has no resources for connections
   */
  static Cluster of(Map<String, Object> connection, Egress egress, long end) {
    return of(connection, egress, end, ANSWER);
  }

  /**
   * Prepares connections as above.
   *
   * @param answer how long an answer can take
   */
  static Cluster of(Map<String, Object> connection, Egress egress, long end, Duration answer) {
    ChannelBuilder channels;
    try {
      channels = Channels.of(connection, new NoLog());
    } catch (IllegalArgumentException | KafkaException e) {
      // For example, certificates that cannot be read.
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new ConfigException(String.valueOf(cause.getMessage()));
    }
    try {
      return new Cluster(egress, channels, end, answer);
    } catch (RuntimeException e) {
      channels.close();
      throw e;
    }
  }

  /**
   * Asks the servers one after another, until one answers that it knows the topics. If all that
   * answer do not know one, it asks them once more after a moment.
   *
   * @param topics empty for the brokers only
   * @return an answer that may say that a topic is not known
   * @throws EgressFailure if no server is allowed
   * @throws SaslAuthenticationException if a server refuses the user: the others are not asked, so
   *     that they do not lock the user
   * @throws RuntimeException if no server answers, and all that are allowed fail in other ways than
   *     a connection
   * @throws IOException if no server answers
   */
  MetadataResponse metadata(List<Settings.Server> servers, List<String> topics)
      throws EgressFailure, IOException {
    MetadataResponse answer = ask(servers, topics);
    if (!knows(answer, topics) && remaining() > UNKNOWN_TOPIC_MILLIS) {
      pause();
      answer = ask(servers, topics);
    }
    return answer;
  }

  private void pause() {
    long until = time.milliseconds() + UNKNOWN_TOPIC_MILLIS;
    for (long now = time.milliseconds(); now < until; now = time.milliseconds()) {
      poll(until - now, now);
    }
  }

  private MetadataResponse ask(List<Settings.Server> servers, List<String> topics)
      throws EgressFailure, IOException {
    MetadataResponse unknown = null;
    IOException away = null;
    EgressFailure refused = null;
    List<RuntimeException> failed = new ArrayList<>();
    for (int i = 0; i < servers.size() && remaining() > 0; i++) {
      Settings.Server server = servers.get(i);
      Node node = new Node(-1 - i, server.host(), server.port());
      try {
        connect(node);
        MetadataResponse answer =
            (MetadataResponse) answer(node, new MetadataRequest.Builder(topics, false));
        if (knows(answer, topics)) {
          return answer;
        }
        unknown = answer;
      } catch (IOException e) {
        away = e;
        leave(node);
      } catch (EgressFailure e) {
        refused = e;
      } catch (InterruptException | SaslAuthenticationException e) {
        throw e;
      } catch (RuntimeException e) {
        // For example, a certificate that has expired, or an answer in another protocol.
        failed.add(e);
        leave(node);
      }
    }
    if (unknown != null) {
      return unknown;
    }
    // A server that is away may be one that works.
    if (away != null) {
      throw away;
    }
    if (!failed.isEmpty()) {
      throw failed.getFirst();
    }
    if (refused != null) {
      throw refused;
    }
    throw new IOException(ENDED);
  }

  private static boolean knows(MetadataResponse answer, List<String> topics) {
    return topics.stream()
        .allMatch(topic ->
            answer.topicMetadata().stream()
                .anyMatch(found ->
                    topic.equals(found.topic())
                        && found.error() != Errors.UNKNOWN_TOPIC_OR_PARTITION));
  }

  /**
   * Opens a connection to a broker, and signs in, if there is none.
   *
   * @throws EgressFailure if its address is not allowed
   * @throws IOException if there is no connection
   */
  void connect(Node node) throws EgressFailure, IOException {
    if (!Settings.isServer(node.host(), node.port())) {
      // The text can be long, and a resolver must not get it.
      throw new IOException("The cluster names a server that is no host with a port");
    }
    long until = time.milliseconds() + Math.min(CONNECT_MILLIS, remaining());
    // So that a connection that has ended is known.
    poll(0, time.milliseconds());
    boolean ready = client.ready(node, time.milliseconds());
    while (!ready) {
      AuthenticationException refused = client.authenticationException(node);
      if (refused != null) {
        throw refused;
      }
      long now = time.milliseconds();
      if (client.connectionFailed(node) || now >= until) {
        selector.throwRefusal();
        throw new IOException(withoutConnection(node));
      }
      poll(Math.min(STEP_MILLIS, until - now), now);
      ready = client.isReady(node, time.milliseconds());
    }
  }

  private String withoutConnection(Node node) {
    String address = address(node);
    if (selector.isChannelReady(node.idString())) {
      return "The broker %s wants a pause between requests".formatted(address);
    }
    return client.connectionFailed(node) || remaining() > 0
        ? "No connection to %s; check the address and the security".formatted(address)
        : ENDED;
  }

  private static String address(Node node) {
    return node.host() + ":" + node.port();
  }

  /** Ends the connection to a broker, if there is one. */
  void leave(Node node) {
    client.close(node.idString());
  }

  private List<ClientResponse> poll(long most, long now) {
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptException("Stopped while waiting for a cluster");
    }
    return client.poll(most, now);
  }

  /**
   * Sends a request to a connected broker.
   *
   * @throws NotSent if the request has certainly not arrived
   * @throws IOException if there is no answer: the request may have arrived
   * @throws RuntimeException if the answer cannot be read: the request may have arrived
   */
  AbstractResponse answer(Node node, AbstractRequest.Builder<?> request) throws IOException {
    long until = time.milliseconds() + Math.min(answerMillis, remaining());
    ClientRequest sent =
        client.newClientRequest(
            node.idString(), request, time.milliseconds(), true, answerMillis, null);
    try {
      client.send(sent, time.milliseconds());
    } catch (IllegalStateException e) {
      throw new NotSent(e);
    }
    for (long now = time.milliseconds(); now < until; now = time.milliseconds()) {
      AbstractResponse answer = found(sent, poll(Math.min(STEP_MILLIS, until - now), now));
      if (answer != null) {
        return answer;
      }
    }
    throw new IOException("No answer from " + address(node));
  }

  private static @Nullable AbstractResponse found(ClientRequest sent, List<ClientResponse> answers)
      throws IOException {
    for (ClientResponse answer : answers) {
      if (answer.requestHeader().correlationId() == sent.correlationId()) {
        if (answer.wasDisconnected()) {
          throw new IOException("The connection ended before the answer");
        }
        if (answer.versionMismatch() != null) {
          throw new NotSent(answer.versionMismatch());
        }
        return answer.responseBody();
      }
    }
    return null;
  }

  /** Whether the time of the batch is long enough for an answer to a request that begins now. */
  boolean hasTimeForAnAnswer() {
    return remaining() >= answerMillis;
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
