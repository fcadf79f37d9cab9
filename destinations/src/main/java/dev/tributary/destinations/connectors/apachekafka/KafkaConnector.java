package dev.tributary.destinations.connectors.apachekafka;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.EgressFailure;
import dev.tributary.destinations.connector.Manifest;
import dev.tributary.destinations.connector.Manifest.Fault;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Probe;
import dev.tributary.destinations.connector.Protocol;
import dev.tributary.destinations.connector.Target;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;

/**
 * Sends messages to a topic. A message that has no answer is sent again, so a consumer can get it
 * twice: the headers {@code tributary-delivery} and {@code tributary-version} are the same then.
 */
public final class KafkaConnector implements Connector {
  private static final String TOPIC = "[A-Za-z0-9._-]{1,249}";
  private static final int MOST_CLIENTS = 16;
  private static final Duration IDLE = Duration.ofMinutes(1);

  private final Manifest manifest;
  private final Clients clients = new Clients(MOST_CLIENTS, IDLE);

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

  /** Each topic is a space of its own. */
  @Override
  public String space(String object, ObjectNode syncSettings) {
    return object + ":" + syncSettings.path(Settings.TOPIC).asText("");
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
    String lines =
        batch.items().stream()
            .flatMap(item -> Message.of(batch, item).stream())
            .map(message -> new String(Json.write(message.shown()), StandardCharsets.UTF_8))
            .collect(Collectors.joining("\n"));
    Egress.Exchange shown =
        Egress.Exchange.request(
            "PRODUCE", Settings.shown(batch.target(), batch.syncSettings()), Map.of(), lines);
    return new Protocol.Transaction(
        List.of(shown), (target, egress) -> delivered(batch, target, egress));
  }

  private List<Outcome> delivered(Batch batch, Target target, Egress egress) {
    String topic = batch.syncSettings().path(Settings.TOPIC).asText("");
    if (!topic.matches(TOPIC) || topic.equals(".") || topic.equals("..")) {
      return batch.each(
          new Outcome.Misconfigured(Settings.TOPIC, "The topic must be a name like " + TOPIC));
    }
    Delivering.Result result =
        used(target, egress, client -> new Delivering(client, egress).send(batch, topic));
    return result.outcomes().size() == batch.items().size()
        ? result.outcomes()
        : new ArrayList<>(batch.each(result.outcomes().getFirst()));
  }

  /** One outcome if there is no client. */
  private Delivering.Result used(
      Target target, Egress egress, Function<Client, Delivering.Result> use) {
    try {
      Delivering.checkServers(target, egress);
      return clients.use(Settings.connection(target), use::apply);
    } catch (EgressFailure e) {
      return new Delivering.Result(List.of(e.outcome()), false);
    } catch (IllegalArgumentException e) {
      return new Delivering.Result(
          List.of(new Outcome.Misconfigured(String.valueOf(e.getMessage()))), false);
    } catch (KafkaException e) {
      return new Delivering.Result(List.of(unusable(e)), false);
    }
  }

  /** The configuration is wrong, or no server has an address. */
  private static Outcome unusable(KafkaException e) {
    Throwable cause = e.getCause();
    return new Outcome.Transient(
        cause == null ? String.valueOf(e.getMessage()) : String.valueOf(cause.getMessage()), null);
  }

  @Override
  public Probe probe(Target target) {
    return new Probe.OfConnection((secret, egress) ->
        used(secret, egress, client -> new Delivering(client, egress).check())
            .outcomes()
            .getFirst());
  }
}
