package dev.tributary.destinations.connectors.apachekafka;

import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.EgressFailure;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Sends the messages of a batch. All are on their way at once, and each item has the outcome of its
 * own messages.
 *
 * <p>Before each batch, the egress policy checks the addresses of the setting and the addresses
 * that all brokers of the cluster advertise. If one is not allowed, nothing is sent.
 */
final class Delivering {
  private static final Duration ANSWER = Duration.ofSeconds(7);
  private static final long ALL_NANOS = Duration.ofSeconds(14).toNanos();

  private final Client client;
  private final Egress egress;

  /**
   * Outcomes, and whether the client must not be used again.
   *
   * @param outcomes one for each item
   */
  record Result(List<Outcome> outcomes, boolean clientIsBroken) implements Clients.Broken {}

  Delivering(Client client, Egress egress) {
    this.client = client;
    this.egress = egress;
  }

  /** Checks the servers of the setting, to which a new client connects first. */
  static void checkServers(Target target, Egress egress) throws EgressFailure {
    for (Settings.Server server : Settings.servers(target)) {
      egress.checked(server.host(), server.port());
    }
  }

  /** Whether the cluster can be used; {@code Delivered} if so. */
  Result check() {
    try {
      checkBrokers();
      return new Result(List.of(new Outcome.Delivered(null)), false);
    } catch (EgressFailure e) {
      return new Result(List.of(e.outcome()), true);
    } catch (ExecutionException | TimeoutException | RuntimeException e) {
      return new Result(List.of(Failures.outcome(e, false)), true);
    } catch (InterruptedException e) {
      return new Result(List.of(interrupted(e, false)), true);
    }
  }

  Result send(Batch batch, String topic) {
    try {
      checkBrokers();
      client
          .admin()
          .describeTopics(List.of(topic))
          .allTopicNames()
          .get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
    } catch (EgressFailure e) {
      return new Result(batch.each(e.outcome()), true);
    } catch (ExecutionException | TimeoutException | RuntimeException e) {
      return new Result(batch.each(Failures.outcome(e, false)), true);
    } catch (InterruptedException e) {
      return new Result(batch.each(interrupted(e, false)), true);
    }
    List<List<Future<RecordMetadata>>> underway = new ArrayList<>();
    for (Item item : batch.items()) {
      List<Future<RecordMetadata>> futures = new ArrayList<>();
      for (Message message : Message.of(batch, item)) {
        futures.add(sent(message, topic));
      }
      underway.add(futures);
    }
    long end = System.nanoTime() + ALL_NANOS;
    List<Outcome> outcomes = underway.stream().map(futures -> outcome(futures, end)).toList();
    boolean unclear = outcomes.stream().anyMatch(each -> each instanceof Outcome.Ambiguous);
    return new Result(outcomes, unclear);
  }

  private void checkBrokers()
      throws EgressFailure, ExecutionException, TimeoutException, InterruptedException {
    Collection<Node> brokers =
        client.admin().describeCluster().nodes().get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
    Set<String> checked = new HashSet<>();
    for (Node broker : brokers) {
      if (checked.add(broker.host() + ":" + broker.port())) {
        egress.checked(broker.host(), broker.port());
      }
    }
  }

  private Future<RecordMetadata> sent(Message message, String topic) {
    try {
      return client.producer().send(message.record(topic));
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private static Outcome outcome(List<Future<RecordMetadata>> futures, long end) {
    Outcome outcome = new Outcome.Delivered(null);
    for (Future<RecordMetadata> future : futures) {
      Outcome one = outcome(future, end);
      if (!(one instanceof Outcome.Delivered)) {
        outcome = one;
      }
    }
    return outcome;
  }

  private static Outcome outcome(Future<RecordMetadata> future, long end) {
    try {
      future.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
      return new Outcome.Delivered(null);
    } catch (ExecutionException | TimeoutException | RuntimeException e) {
      return Failures.outcome(e, true);
    } catch (InterruptedException e) {
      return interrupted(e, true);
    }
  }

  private static Outcome interrupted(InterruptedException e, boolean mayHaveArrived) {
    Thread.currentThread().interrupt();
    return Failures.outcome(new InterruptException(e), mayHaveArrived);
  }
}
