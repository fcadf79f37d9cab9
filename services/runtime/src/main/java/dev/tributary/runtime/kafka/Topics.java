package dev.tributary.runtime.kafka;

import dev.tributary.contracts.Message;
import dev.tributary.contracts.Topic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Brings the cluster's topics to what {@link Topic} declares. */
public final class Topics {
  private static final String WEEK_MILLIS = Long.toString(7L * 24 * 60 * 60 * 1000);

  private static final long PAUSE_MILLIS = 100;
  private static final long PATIENCE_MILLIS = 30_000;

  private final Admin admin;
  private final short replicationFactor;
  private final long retentionBytesPerTopic;

  /**
   * @param retentionBytesPerTopic a bound on disk per topic, or -1 for none
   */
  public Topics(Admin admin, short replicationFactor, long retentionBytesPerTopic) {
    this.admin = admin;
    this.replicationFactor = replicationFactor;
    this.retentionBytesPerTopic = retentionBytesPerTopic;
  }

  /**
   * Creates what is missing. Safe to run from several services at once.
   *
   * @throws IllegalStateException if a topic has another number of partitions than declared: keys
   *     would lead elsewhere than stored shard numbers say
   */
  public void ensure() throws InterruptedException {
    try {
      var existing = admin.listTopics().names().get();
      List<NewTopic> missing = new ArrayList<>();
      List<String> present = new ArrayList<>();
      for (Topic topic : Topic.values()) {
        if (existing.contains(topic.topicName())) {
          present.add(topic.topicName());
        } else {
          missing.add(declared(topic));
        }
      }
      present.addAll(create(missing));
      check(describe(present));
    } catch (ExecutionException e) {
      throw new IllegalStateException("The topics could not be checked: " + e.getCause(), e);
    }
  }

  /** Answers those that someone else created meanwhile. */
  private List<String> create(List<NewTopic> missing)
      throws InterruptedException, ExecutionException {
    List<String> others = new ArrayList<>();
    for (var result : admin.createTopics(missing).values().entrySet()) {
      try {
        result.getValue().get();
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof TopicExistsException)) {
          throw e;
        }
        others.add(result.getKey());
      }
    }
    return others;
  }

  /** What a controller has made is not known to each broker at once. */
  private Map<String, TopicDescription> describe(List<String> names)
      throws InterruptedException, ExecutionException {
    for (long waited = 0; ; waited += PAUSE_MILLIS) {
      try {
        return admin.describeTopics(names).allTopicNames().get();
      } catch (ExecutionException e) {
        boolean unknown = e.getCause() instanceof UnknownTopicOrPartitionException;
        if (!unknown || waited >= PATIENCE_MILLIS) {
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
