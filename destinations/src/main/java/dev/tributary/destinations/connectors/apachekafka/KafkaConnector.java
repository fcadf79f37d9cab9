package dev.tributary.destinations.connectors.apachekafka;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.EgressFailure;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.Manifest;
import dev.tributary.destinations.connector.Manifest.Fault;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Probe;
import dev.tributary.destinations.connector.Protocol;
import dev.tributary.destinations.connector.Target;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.common.Node;

/**
 * Sends messages to a topic. A message that has no answer is sent again, so a consumer can get it
 * twice: the headers {@code tributary-delivery} and {@code tributary-version} are the same then.
 */
public final class KafkaConnector implements Connector {
  private static final String TOPIC = "[A-Za-z0-9._-]{1,249}";

  /** All requests of a batch together; it is below half of a claim's lease. */
  private static final Duration TIME = Egress.TIMEOUT;

  /** In characters. An exchange keeps no more of a text. */
  private static final int MOST_SHOWN = 64 * 1024;

  private final Manifest manifest;

  public KafkaConnector(Manifest manifest) {
    this.manifest = manifest;
  }

  @Override
  public Manifest manifest() {
    return manifest;
  }

  @Override
  public Set<String> secretsOfFixedReceiver() {
    return Set.of(Settings.PASSWORD);
  }

  /**
   * The key alone identifies a record of a topic, so a topic is one space for records and members.
   * Events have keys of their own.
   */
  @Override
  public String space(String object, ObjectNode syncSettings) {
    return (object.equals(Message.EVENTS) ? object : "keys")
        + ":"
        + syncSettings.path(Settings.TOPIC).asText("");
  }

  /** A message is the whole record: a compacted topic keeps the newest one. */
  @Override
  public boolean needsWholeRecords(String object) {
    return true;
  }

  @Override
  public List<Fault> faults(Target target) {
    return Settings.faults(target);
  }

  @Override
  public List<String> warnings(ObjectNode settings) {
    return Settings.encrypted(settings)
        ? List.of()
        : List.of("The connection is not encrypted: the data, and a password, can be read");
  }

  @Override
  public Protocol protocol(Batch batch) {
    Egress.Exchange shown =
        Egress.Exchange.request(
            "PRODUCE",
            Settings.shown(batch.target(), batch.syncSettings()),
            Map.of(),
            lines(batch));
    return new Protocol.Transaction(
        List.of(shown), (target, egress) -> delivered(batch, target, egress));
  }

  /** The first messages of a batch, for people. */
  private static String lines(Batch batch) {
    StringBuilder lines = new StringBuilder();
    for (Item item : batch.items()) {
      for (Message message : Message.of(batch, item)) {
        if (lines.length() >= MOST_SHOWN) {
          return lines.toString();
        }
        lines.append(lines.isEmpty() ? "" : "\n");
        lines.append(new String(Json.write(message.shown()), StandardCharsets.UTF_8));
      }
    }
    return lines.toString();
  }

  private static List<Outcome> delivered(Batch batch, Target target, Egress egress) {
    String topic = batch.syncSettings().path(Settings.TOPIC).asText("");
    if (!topic.matches(TOPIC) || topic.equals(".") || topic.equals("..")) {
      return batch.each(
          new Outcome.Misconfigured(
              Settings.TOPIC,
              "The topic must have 1 to 249 letters, digits, dots, underscores or hyphens"));
    }
    int partitions = batch.syncSettings().path(Settings.PARTITIONS).asInt(0);
    long end = System.nanoTime() + TIME.toNanos();
    return used(
        target,
        egress,
        end,
        (cluster, servers) -> new Delivering(cluster, topic, partitions).send(batch, servers),
        batch::each);
  }

  @Override
  public Probe probe(Target target) {
    return new Probe.OfConnection((secret, egress) ->
        KafkaConnector.<Outcome>used(
            secret,
            egress,
            System.nanoTime() + TIME.toNanos(),
            (cluster, servers) -> {
              for (Node broker : cluster.metadata(servers, List.of()).brokers()) {
                cluster.connect(broker);
                cluster.leave(broker);
              }
              return new Outcome.Delivered(null);
            },
            Function.identity()));
  }

  /** Uses the connections of a cluster. */
  private interface Use<T> {
    T with(Cluster cluster, List<Settings.Server> servers) throws EgressFailure, IOException;
  }

  /**
   * @param notSent the result if nothing was sent
   */
  private static <T> T used(
      Target target, Egress egress, long end, Use<T> use, Function<Outcome, T> notSent) {
    if (Settings.signsIn(target.settings()) && target.secret(Settings.PASSWORD) == null) {
      return notSent.apply(new Outcome.Unauthorised("The destination has no password"));
    }
    List<Settings.Server> servers;
    try {
      servers = Settings.servers(target);
    } catch (IllegalArgumentException e) {
      return notSent.apply(new Outcome.Misconfigured(String.valueOf(e.getMessage())));
    }
    try (Cluster cluster = Cluster.of(Settings.connection(target), egress, end)) {
      return use.with(cluster, servers);
    } catch (EgressFailure e) {
      return notSent.apply(e.outcome());
    } catch (IOException | RuntimeException e) {
      return notSent.apply(Failures.outcome(e, false));
    }
  }
}
