package dev.tributary.e2e;

import static org.awaitility.Awaitility.await;

import dev.tributary.contracts.Message;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.event.Tick;
import dev.tributary.e2e.kill.Parts;
import dev.tributary.local.launch.Service;
import dev.tributary.testkit.faults.StoppedProcess;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A stage of the pipeline, with a way to delay it by any time at once: its service is frozen, and
 * the oldest message that it has not read is a tick that was written that long ago. A stage ignores
 * a tick that is older than its time, so the tick changes nothing when the stage goes on.
 */
enum DelayedStage {
  IDENTITY("Identity", Service.IDENTITY, "identity-resolution", Topic.EVENTS),
  AUDIENCES("Audiences", Service.AUDIENCE, "audience-builder", Topic.PROFILES),
  DESTINATIONS("Syncs", Service.DESTINATIONS, "destinations", Topic.PROFILES);

  /** Less than the control plane may be frozen without the clock of the installation stopping. */
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(40);

  private static final Duration QUIET = Duration.ofSeconds(2);

  /** The end of a transaction is behind its last message, and no message. */
  private static final long END_OF_TRANSACTION = 1;

  private final String label;
  private final Service service;
  private final String group;
  private final Topic input;

  DelayedStage(String label, Service service, String group, Topic input) {
    this.label = label;
    this.service = service;
    this.group = group;
    this.input = input;
  }

  /** The stage of a name of the API. */
  static DelayedStage of(String wireName) {
    return valueOf(wireName.toUpperCase(Locale.ROOT));
  }

  /** Its name on pages. */
  String label() {
    return label;
  }

  /** The part that runs it. */
  String part() {
    return service.name();
  }

  /** Freezes the stage behind a message of that age, until the result is closed. */
  StoppedProcess delayedBy(Duration age, Stack stack, Parts parts) {
    String servers = "127.0.0.1:" + stack.installation().port("kafka");
    // No newer tick is written meanwhile, so all stages read everything that was written.
    try (StoppedProcess _ = parts.stop(Service.CONTROL.name());
        Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
      await("the end of all input")
          .during(QUIET)
          .atMost(LONGEST_SILENCE)
          .until(() -> allRead(admin));
      StoppedProcess frozen = parts.stop(part());
      try {
        writeTick(servers, Instant.now().minus(age));
      } catch (RuntimeException e) {
        frozen.close();
        throw e;
      }
      return frozen;
    }
  }

  private void writeTick(String servers, Instant written) {
    try (Producer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", servers),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      Tick tick = new Tick(written, Map.of());
      for (int partition = 0; partition < input.partitions(); partition++) {
        Message message = tick.toMessage(input, partition);
        ProducerRecord<byte[], byte[]> record =
            new ProducerRecord<>(
                input.topicName(),
                partition,
                written.toEpochMilli(),
                message.key(),
                message.value());
        message.headers().forEach(record.headers()::add);
        producer.send(record);
      }
    }
  }

  private static boolean allRead(Admin admin) throws ExecutionException, InterruptedException {
    for (DelayedStage stage : values()) {
      if (!stage.hasRead(admin)) {
        return false;
      }
    }
    return true;
  }

  private boolean hasRead(Admin admin) throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetAndMetadata> read =
        admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    for (int partition = 0; partition < input.partitions(); partition++) {
      asked.put(new TopicPartition(input.topicName(), partition), OffsetSpec.latest());
    }
    Map<TopicPartition, ListOffsetsResultInfo> ends = admin.listOffsets(asked).all().get();
    return ends.entrySet().stream()
        .allMatch(end -> {
          OffsetAndMetadata position = read.get(end.getKey());
          return position != null
              && end.getValue().offset() - position.offset() <= END_OF_TRANSACTION;
        });
  }
}
