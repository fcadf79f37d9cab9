package dev.tributary.destinations.connectors.apachekafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.ContractVendor;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Target;
import dev.tributary.destinations.connector.TestEgress;
import dev.tributary.destinations.connector.WriteFailure;
import dev.tributary.destinations.connector.manifest.InstalledConnectors;
import dev.tributary.destinations.connectors.apachekafka.CuttingRelay.Failure;
import dev.tributary.destinations.protocol.Places;
import dev.tributary.destinations.protocol.Protocols;
import dev.tributary.local.infra.EmbeddedKafka.Listener;
import dev.tributary.local.infra.Port;
import dev.tributary.testkit.infra.SeparateBroker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A new topic of a real broker, behind a network that fails, for an object of the contract. */
public final class KafkaVendor implements ContractVendor {
  private static @Nullable Network network;

  private final Protocols protocols = new Protocols(Clock.systemUTC());
  private final TestEgress egress = new TestEgress();
  private final boolean compacted;
  private final Network at = started();
  private final Topic topic = new Topic(1, at.broker().bootstrapServers());
  private boolean refused;

  /** A broker, and the relay before it. */
  private record Network(SeparateBroker broker, CuttingRelay relay, int port) {
    static Network start() {
      int port = Port.free();
      int behind = Port.free();
      try {
        CuttingRelay relay = new CuttingRelay(port, behind);
        Listener relayed = new Listener("RELAYED", "PLAINTEXT", behind, port, Map.of());
        return new Network(SeparateBroker.start(relayed), relay, port);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private KafkaVendor(boolean compacted) {
    this.compacted = compacted;
  }

  /** Its effects are those of a compacted topic: the last message of each key. */
  public static KafkaVendor compacted() {
    return new KafkaVendor(true);
  }

  /** Each message is an effect. */
  public static KafkaVendor ofMessages() {
    return new KafkaVendor(false);
  }

  private static synchronized Network started() {
    Network running = network;
    if (running == null) {
      running = Network.start();
      network = running;
    }
    return running;
  }

  /** Ends the broker, if there is one. */
  public static synchronized void stop() {
    Network running = network;
    network = null;
    if (running != null) {
      try (CuttingRelay ending = running.relay();
          SeparateBroker broker = running.broker()) {
        ending.failure = Failure.NONE;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public Connector connector() {
    return InstalledConnectors.load().require("kafka");
  }

  @Override
  public Target target() {
    return refused ? Topic.refused() : Topic.target("localhost:" + at.port());
  }

  @Override
  public Protocols protocols() {
    return protocols;
  }

  @Override
  public TestEgress egress() {
    return egress;
  }

  @Override
  public Places places() {
    return Places.NONE;
  }

  @Override
  public Instant now() {
    return Instant.now();
  }

  @Override
  public String prepared() {
    return topic.name;
  }

  @Override
  public List<Outcome> failing(WriteFailure failure, Supplier<List<Outcome>> attempt) {
    int before = at.relay().failed.get();
    refused = failure == WriteFailure.UNAUTHORISED;
    at.relay().failure = failure(failure);
    List<Outcome> outcomes = attempt.get();
    at.relay().failure = Failure.NONE;
    if (!refused) {
      assertThat(at.relay().failed).as("Requests with messages").hasValueGreaterThan(before);
    }
    refused = false;
    return outcomes;
  }

  private static Failure failure(WriteFailure failure) {
    return switch (failure) {
      case CUT_BEFORE -> Failure.CUT_BEFORE;
      case CUT_AFTER -> Failure.CUT_AFTER;
      case HANG_BEFORE -> Failure.HANG_BEFORE;
      case HANG_AFTER -> Failure.HANG_AFTER;
      case UNREADABLE -> Failure.PAGE;
      // The broker that refuses the password has no relay.
      case UNAUTHORISED -> Failure.NONE;
      case LIMITED_WITH_TIME, LIMITED, SERVER_ERROR_BEFORE, SERVER_ERROR_AFTER ->
          throw new UnsupportedOperationException("A network does not fail so: " + failure);
    };
  }

  @Override
  public List<String> effects() {
    List<Topic.Received> received = topic.received();
    if (!compacted) {
      return received.stream().map(message -> message.key() + " " + message.value()).toList();
    }
    Map<String, String> last = new LinkedHashMap<>();
    for (Topic.Received message : received) {
      if (message.value() == null) {
        last.remove(message.key());
      } else {
        last.put(message.key(), message.value().toString());
      }
    }
    return List.copyOf(last.values());
  }
}
