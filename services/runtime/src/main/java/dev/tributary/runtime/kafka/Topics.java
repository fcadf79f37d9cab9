package dev.tributary.runtime.kafka;

import dev.tributary.contracts.Message;
import dev.tributary.contracts.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates and changes topics of the cluster as {@link Topic} declares them. */
public final class Topics {
  private static final String WEEK_MILLIS = Long.toString(7L * 24 * 60 * 60 * 1000);

  private static final long PAUSE_MILLIS = 100;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Admin admin;
  private final short replicationFactor;
  private final long retentionBytesPerTopic;
  private final Set<Topic> wanted;

  /** All of them. */
  public Topics(Admin admin, short replicationFactor, long retentionBytesPerTopic) {
    this(admin, replicationFactor, retentionBytesPerTopic, EnumSet.allOf(Topic.class));
  }

  /**
   * @param retentionBytesPerTopic a bound on disk per topic, or -1 for none
   * @param wanted the topics to create and change; the cluster may hide all others
   */
  public Topics(
      Admin admin, short replicationFactor, long retentionBytesPerTopic, Set<Topic> wanted) {
    this.admin = admin;
    this.replicationFactor = replicationFactor;
    this.retentionBytesPerTopic = retentionBytesPerTopic;
    this.wanted = Set.copyOf(wanted);
  }

  /**
   * Creates missing topics. Several services may run it at once.
   *
   * @throws IllegalStateException if a topic has another number of partitions than declared: keys
   *     would then belong to other partitions than the stored shard numbers say
   */
  public void ensure() throws InterruptedException {
    try {
      var existing = admin.listTopics().names().get();
      List<NewTopic> missing = new ArrayList<>();
      for (Topic topic : wanted) {
        if (!existing.contains(topic.topicName())) {
          missing.add(declared(topic));
        }
      }
      create(missing);
      List<String> names = wanted.stream().map(Topic::topicName).toList();
      check(onceKnown(() -> admin.describeTopics(names).allTopicNames()));
      awaitLeaders(missing);
    } catch (ExecutionException e) {
      throw new IllegalStateException("The topics could not be checked: " + e.getCause(), e);
    }
  }

  private void create(List<NewTopic> missing) throws InterruptedException, ExecutionException {
    for (var result : admin.createTopics(missing).values().values()) {
      try {
        result.get();
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof TopicExistsException)) {
          throw e;
        }
      }
    }
  }

  /**
   * Waits until the brokers serve each partition. A producer whose first batches are refused may
   * retry them in the wrong order, and then fail until it gives up.
   */
  private void awaitLeaders(List<NewTopic> made) throws InterruptedException, ExecutionException {
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    for (NewTopic topic : made) {
      for (int number = 0; number < topic.numPartitions(); number++) {
        ends.put(new TopicPartition(topic.name(), number), OffsetSpec.latest());
      }
    }
    onceKnown(() -> admin.listOffsets(ends).all());
  }

  /**
   * Repeats the question for some time: each broker learns a little later which topics the
   * controller has created, and a slow broker needs longer than one question may take to lead the
   * partitions of a new topic.
   */
  private static <T> T onceKnown(Supplier<KafkaFuture<T>> question)
      throws InterruptedException, ExecutionException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        return question.get().get();
      } catch (ExecutionException e) {
        boolean passing = e.getCause() instanceof RetriableException;
        if (!passing || System.nanoTime() - deadline >= 0) {
          throw e;
        }
      }
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  private void check(Map<String, TopicDescription> present) {
    present.forEach((name, description) -> {
      int declared = Topic.named(name).partitions();
      int found = description.partitions().size();
      if (found != declared) {
        throw new IllegalStateException(
            "The topic "
                + name
                + " has "
                + found
                + " partitions instead of "
                + declared
                + "; the number is fixed for a topic's life");
      }
    });
  }

  private NewTopic declared(Topic topic) {
    Map<String, String> settings = new HashMap<>();
    settings.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(Topic.MAX_MESSAGE_BYTES));
    settings.put(
        TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, Integer.toString(replicationFactor >= 3 ? 2 : 1));
    var retention = topic.retention();
    if (retention == null) {
      settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
      settings.put(TopicConfig.DELETE_RETENTION_MS_CONFIG, WEEK_MILLIS);
      // Without this setting, a topic with few writes keeps data forever that a tombstone
      // should delete.
      settings.put(TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG, WEEK_MILLIS);
    } else {
      settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
      settings.put(TopicConfig.RETENTION_MS_CONFIG, Long.toString(retention.toMillis()));
      if (retentionBytesPerTopic > 0) {
        settings.put(
            TopicConfig.RETENTION_BYTES_CONFIG,
            Long.toString(retentionBytesPerTopic / topic.partitions()));
      }
    }
    return new NewTopic(topic.topicName(), topic.partitions(), replicationFactor).configs(settings);
  }

  public static ProducerRecord<byte[], byte[]> toRecord(Message message) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            message.topic().topicName(), message.partition(), message.key(), message.value());
    message.headers().forEach(record.headers()::add);
    return record;
  }
}
