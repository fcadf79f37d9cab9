package dev.tributary.destinations.kafka;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.Message;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.change.ChangeListener;
import dev.tributary.contracts.change.ChangeSubject;
import dev.tributary.contracts.change.CollectedChanges;
import dev.tributary.contracts.delivery.DeliveryOutcome;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.delivery.UnpublishedOutcomes;
import dev.tributary.destinations.protocol.StoreFailure;
import dev.tributary.runtime.kafka.KafkaClients;
import dev.tributary.runtime.kafka.Topics;
import dev.tributary.runtime.threads.ResilientWork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.jboss.logging.Logger;

/**
 * Publishes outcomes, at least once: a batch leaves the outbox when all its messages are
 * acknowledged. One instance at a time publishes.
 */
public final class OutcomePublisher implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(OutcomePublisher.class);

  /** No service waits for outcomes, so several deliveries share a transaction and a request. */
  private static final Duration IDLE = Duration.ofSeconds(1);

  private static final Duration TROUBLE = Duration.ofSeconds(1);

  private final UnpublishedOutcomes outbox;
  private final KafkaClients kafka;
  private final Ids ids;
  private final String instance;
  private final BooleanSupplier permitted;
  private final ChangeListener changes;
  private volatile boolean running;

  /**
   * @param permitted whether the service may publish to this log; until then, outcomes wait
   * @param changes gets the deliveries, the profiles and the events of published outcomes, once for
   *     each workspace and batch
   */
  public OutcomePublisher(
      UnpublishedOutcomes outbox,
      KafkaClients kafka,
      Ids ids,
      String instance,
      BooleanSupplier permitted,
      ChangeListener changes) {
    this.outbox = outbox;
    this.kafka = kafka;
    this.ids = ids;
    this.instance = instance;
    this.permitted = permitted;
    this.changes = changes;
  }

  public void start() {
    running = true;
    ResilientWork.start(Thread.ofVirtual().name("outcomes"), () -> running, this::run);
  }

  @Override
  public void close() {
    running = false;
  }

  private void run() {
    while (running) {
      try (KafkaProducer<byte[], byte[]> producer =
          kafka.producer("outcomes-" + instance, 30_000)) {
        while (running) {
          if (!permitted.getAsBoolean() || !outbox.drain(outcomes -> send(producer, outcomes))) {
            Thread.sleep(IDLE);
          }
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (StoreFailure | RuntimeException e) {
        LOG.warnf("Outcomes wait to be published: %s", e.getMessage());
        if (!paused()) {
          return;
        }
      }
    }
  }

  private void send(
      KafkaProducer<byte[], byte[]> producer, List<UnpublishedOutcomes.Outcome> outcomes) {
    List<Future<?>> sent = new ArrayList<>();
    for (UnpublishedOutcomes.Outcome each : outcomes) {
      MessageHeaders headers =
          new MessageHeaders(
              ids.next(Ids.MESSAGE),
              DeliveryOutcome.TYPE,
              each.outcome().workspace(),
              each.rootEvent(),
              each.rootReceivedAt(),
              each.cause());
      Message message = each.outcome().toMessage(headers);
      sent.add(producer.send(Topics.toRecord(message)));
    }
    try {
      for (Future<?> each : sent) {
        each.get();
      }
      publishChanges(outcomes);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Stopping", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  /** Once for each workspace. */
  private void publishChanges(List<UnpublishedOutcomes.Outcome> published) {
    Map<WorkspaceId, CollectedChanges> collected = new HashMap<>();
    for (UnpublishedOutcomes.Outcome each : published) {
      CollectedChanges of =
          collected.computeIfAbsent(each.outcome().workspace(), _ -> new CollectedChanges());
      if (!of.isOfAnyId(ChangeSubject.DELIVERIES)) {
        of.add(ChangeSubject.DELIVERIES, ids(each));
      }
    }
    collected.forEach((workspace, of) ->
        of.list().forEach(each -> changes.changed(workspace, each.subject(), each.ids())));
  }

  private static List<String> ids(UnpublishedOutcomes.Outcome published) {
    DeliveryOutcome outcome = published.outcome();
    return outcome.profile() == null
        ? List.of(outcome.delivery(), published.rootEvent())
        : List.of(outcome.delivery(), published.rootEvent(), outcome.profile().value());
  }

  private static boolean paused() {
    try {
      Thread.sleep(TROUBLE);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
