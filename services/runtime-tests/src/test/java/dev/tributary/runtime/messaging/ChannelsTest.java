package dev.tributary.runtime.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.definition.Definition;
import dev.tributary.contracts.definition.WorkspaceBody;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.local.infra.Checkout;
import dev.tributary.local.infra.EmbeddedKafka;
import dev.tributary.runtime.TestTopics;
import dev.tributary.runtime.kafka.KafkaClients;
import dev.tributary.runtime.start.RuntimeBeans;
import dev.tributary.runtime.view.DefinitionView;
import dev.tributary.testkit.faults.StoppedProcess;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.impl.ReactiveKafkaConsumer;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Channels without a client at first, at a broker that starts late, stops and stalls, and with a
 * client that is closed.
 */
@QuarkusTest
@QuarkusTestResource(value = ServiceBeforeItsBroker.class, restrictToAnnotatedClass = true)
class ChannelsTest {
  private static final Duration BOUND = Duration.ofSeconds(120);

  @Inject KafkaClients kafka;
  @Inject KafkaClientService clients;
  @Inject ChannelSubscriptions channels;

  @Inject
  @Named(RuntimeBeans.WORKSPACES)
  DefinitionView view;

  @ConfigProperty(name = "tributary.kafka.bootstrap-servers")
  String servers;

  @Test
  void theTopicIsReadFromItsBeginningWheneverTheBrokerAnswers(@TempDir Path directory)
      throws Exception {
    Set<String> followed = ConcurrentHashMap.newKeySet();
    channels.follow(ServiceBeforeItsBroker.END, message -> followed.add(text(message.value())));
    await().atMost(BOUND).until(() -> FailsAtFirst.isOver(2));
    assertThat(view.caughtUp()).isFalse();
    try (EmbeddedKafka broker = broker(directory)) {
      TestTopics.ensure(kafka);
      write("wsp_first", 1, true);
      await().atMost(BOUND).until(() -> view.caughtUp() && view.find("wsp_first").isPresent());

      awaitFollowed(followed, "first");

      write("wsp_aborted", 1, false);
      await().atMost(BOUND).untilAsserted(() -> assertThat(view.positions()).isEqualTo(ends()));
      assertThat(view.find("wsp_aborted")).isEmpty();

      try (StoppedProcess _ = StoppedProcess.stop(broker.process().pid())) {
        await()
            .during(Duration.ofSeconds(8))
            .atMost(BOUND)
            .until(() -> view.caughtUp() && !view.stalled());
      }
      write("wsp_after_the_stall", 1, true);
      await().atMost(BOUND).until(() -> view.find("wsp_after_the_stall").isPresent());
    }
    assertThat(view.caughtUp()).isTrue();
    closeClient(Topic.WORKSPACES.topicName());
    closeClient(ServiceBeforeItsBroker.END);
    await().atMost(BOUND).until(view::stalled);
    try (EmbeddedKafka _ = broker(directory)) {
      write("wsp_after_the_restart", 1, true);
      write("wsp_first", 2, true);
      await()
          .atMost(BOUND)
          .until(() ->
              view.find("wsp_after_the_restart").isPresent()
                  && view.find("wsp_first").orElseThrow().version() == 2);
      await().atMost(BOUND).untilAsserted(() -> assertThat(view.positions()).isEqualTo(ends()));
      assertThat(view.passedOver()).isZero();
      assertThat(view.stalled()).isFalse();
      awaitFollowed(followed, "after the restart");
      try (Admin admin = kafka.admin("groups")) {
        assertThat(admin.listGroups().all().get()).isEmpty();
      }
    }
  }

  /** As SmallRye Reactive Messaging does after a failure that it cannot repeat. */
  private void closeClient(String channel) {
    ((ReactiveKafkaConsumer<?, ?>) clients.getConsumers(channel).getLast()).close();
  }

  /** The channel begins at the end of the topic, so an early message is lost. */
  private void awaitFollowed(Set<String> followed, String text) {
    try (KafkaProducer<byte[], byte[]> producer = kafka.producer("probe", 30_000)) {
      await()
          .atMost(BOUND)
          .until(() -> {
            producer
                .send(
                    new ProducerRecord<>(
                        Topic.FACTS.topicName(), text.getBytes(StandardCharsets.UTF_8)))
                .get();
            return followed.contains(text);
          });
    }
  }

  private static String text(byte[] value) {
    return new String(value, StandardCharsets.UTF_8);
  }

  private EmbeddedKafka broker(Path directory) {
    int port = Integer.parseInt(servers.substring(servers.indexOf(':') + 1));
    return EmbeddedKafka.start(Checkout.locate(), directory, port);
  }

  /** In a transaction, as a service does. So the log ends with what is no message. */
  private void write(String id, long version, boolean committed) {
    WorkspaceBody body = new WorkspaceBody(WorkspaceBody.Kind.TEST, "UTC", 0, List.of(), "DE");
    Definition definition =
        new Definition(
            new WorkspaceId(id), id, version, id, id, false, Json.MAPPER.valueToTree(body));
    try (KafkaProducer<byte[], byte[]> producer = kafka.transactionalProducer("probe-" + id)) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(
          new ProducerRecord<>(
              Topic.WORKSPACES.topicName(),
              id.getBytes(StandardCharsets.UTF_8),
              Json.write(definition)));
      producer.flush();
      if (committed) {
        producer.commitTransaction();
      } else {
        producer.abortTransaction();
      }
    }
  }

  /** As the pipeline asks for them. */
  private Map<Integer, Long> ends() throws Exception {
    Map<TopicPartition, OffsetSpec> asked =
        IntStream.range(0, Topic.WORKSPACES.partitions())
            .mapToObj(number -> new TopicPartition(Topic.WORKSPACES.topicName(), number))
            .collect(Collectors.toMap(each -> each, _ -> OffsetSpec.latest()));
    Map<Integer, Long> ends = new HashMap<>();
    try (Admin admin = kafka.admin("ends")) {
      admin
          .listOffsets(asked, new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
          .all()
          .get()
          .forEach((partition, end) -> ends.put(partition.partition(), end.offset()));
    }
    return ends;
  }
}
