package dev.tributary.runtime.kafka;

import dev.tributary.contracts.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.RangeAssignor;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Makes Kafka clients with the settings on which our guarantees rest: every producer is idempotent
 * and waits for all in-sync replicas, and every consumer reads committed messages only and never
 * commits automatically. Immutable and thread-safe. The clients are as thread-safe as Kafka
 * documents.
 */
public final class KafkaClients {
  /**
   * All messages of a transaction are sent at once, and each batch allocates new memory for its
   * compressor.
   */
  private static final int TRANSACTION_BATCH_BYTES = 128 * 1024;

  private static final int SHORTEST_REQUEST_MILLIS = 1_000;

  /** Shorter than the request timeout of a consumer, which includes this wait. */
  public static final Duration FOLLOWER_WAIT = Duration.ofSeconds(3);

  private final Map<String, Object> connection;

  /** For a cluster that requires neither TLS nor a password. */
  public KafkaClients(String bootstrapServers) {
    this(bootstrapServers, KafkaSecurity.NONE);
  }

  public KafkaClients(String bootstrapServers, KafkaSecurity security) {
    Map<String, Object> settings = new HashMap<>(security.settings());
    settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    this.connection = Map.copyOf(settings);
  }

  /**
   * A producer for messages that must not be lost. It gives up after {@code deliveryTimeoutMillis};
   * its request timeout is at most a third of this, so that it can send again (1 s at least, 5 s at
   * most). It sends a batch only after the one before is written. The reason: a broker that has
   * just become the leader does not know the producer and accepts whichever batch comes first. It
   * would then refuse the earlier batches until the producer gives up.
   *
   * @throws IllegalArgumentException if the timeout is below 2 s
   */
  public KafkaProducer<byte[], byte[]> producer(String clientId, int deliveryTimeoutMillis) {
    return producer(clientId, deliveryTimeoutMillis, Map.of());
  }

  /**
   * As above, with other settings.
   *
   * @param tuning of memory, waiting and requests in flight only
   * @throws IllegalArgumentException if it changes a setting on which our guarantees rest
   */
  public KafkaProducer<byte[], byte[]> producer(
      String clientId, int deliveryTimeoutMillis, Map<String, Object> tuning) {
    Map<String, Object> settings = producerSettings(clientId, deliveryTimeoutMillis);
    settings.putAll(tuning);
    if (!"all".equals(settings.get(ProducerConfig.ACKS_CONFIG))
        || !Boolean.TRUE.equals(settings.get(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG))) {
      throw new IllegalArgumentException("Every producer is idempotent and waits for all replicas");
    }
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /**
   * A transactional producer. Its first transaction aborts an open transaction of an earlier
   * producer with the same id, and fences that producer.
   */
  public KafkaProducer<byte[], byte[]> transactionalProducer(String transactionalId) {
    Map<String, Object> settings = producerSettings(transactionalId, 9_000);
    settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
    settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 10_000);
    settings.put(ProducerConfig.BATCH_SIZE_CONFIG, TRANSACTION_BATCH_BYTES);
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /**
   * A static member of a group, so that a process that restarts quickly gets the same partitions
   * without a rebalance.
   */
  public KafkaConsumer<byte[], byte[]> groupMember(
      String group, String instance, int sessionTimeoutMillis, Fetch fetch, int maxPollRecords) {
    Map<String, Object> settings = consumerSettings(group + "-" + instance);
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    settings.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, instance);
    settings.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, RangeAssignor.class.getName());
    settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, sessionTimeoutMillis);
    settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, sessionTimeoutMillis / 6);
    settings.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, 60_000);
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, maxPollRecords);
    settings.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, fetch.minBytes());
    settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, (int) fetch.maxWait().toMillis());
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** A reader without a group, for reading again from a position. */
  public KafkaConsumer<byte[], byte[]> reader(String clientId) {
    return new Reader(consumerSettings(clientId));
  }

  /**
   * A reader without a group that follows topics and never seeks. The broker answers its fetch with
   * the first new message, or after {@link #FOLLOWER_WAIT} without one. So a quiet topic costs
   * almost nothing, and a change is seen at once.
   */
  public KafkaConsumer<byte[], byte[]> follower(String clientId) {
    return new Reader(followerSettings(clientId));
  }

  /**
   * The settings of a follower, with the connection. For clients of other libraries, which name
   * their clients, and whose default time-out also limits how long they close.
   */
  public Map<String, Object> followerSettings() {
    Map<String, Object> settings = followerSettings("");
    settings.remove(ConsumerConfig.CLIENT_ID_CONFIG);
    settings.remove(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG);
    return Map.copyOf(settings);
  }

  private Map<String, Object> followerSettings(String clientId) {
    Map<String, Object> settings = consumerSettings(clientId);
    settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, (int) FOLLOWER_WAIT.toMillis());
    return settings;
  }

  /**
   * A reader without a group that reads single messages at different offsets. It neither waits for
   * more nor fetches much, because the broker answers the fetches of a client one after the other.
   */
  public KafkaConsumer<byte[], byte[]> glancingReader(String clientId) {
    Map<String, Object> settings = consumerSettings(clientId);
    settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 10);
    settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 64 * 1024);
    return new Reader(settings);
  }

  /** The address of the cluster, and how clients sign in. For clients of other libraries. */
  public Map<String, Object> connection() {
    return connection;
  }

  public Admin admin(String clientId) {
    return Admin.create(adminSettings(clientId));
  }

  Map<String, Object> adminSettings(String clientId) {
    Map<String, Object> settings = new HashMap<>(connection);
    settings.put(AdminClientConfig.CLIENT_ID_CONFIG, clientId);
    settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
    settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
    return settings;
  }

  Map<String, Object> producerSettings(String clientId, int deliveryTimeoutMillis) {
    int requestTimeout = requestTimeoutMillis(deliveryTimeoutMillis);
    Map<String, Object> settings = new HashMap<>(connection);
    settings.put(ProducerConfig.CLIENT_ID_CONFIG, clientId);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 5);
    settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topic.MAX_MESSAGE_BYTES);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, deliveryTimeoutMillis);
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, requestTimeout);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, deliveryTimeoutMillis);
    return settings;
  }

  /**
   * Leaves enough time to send a batch again before the producer gives up. A batch that is sent
   * again keeps its sequence number and is written once. A batch that the producer gives up may
   * have been written, and the batches behind it are written again under another epoch: the log
   * would then contain records twice.
   */
  private static int requestTimeoutMillis(int deliveryTimeoutMillis) {
    if (deliveryTimeoutMillis < 2 * SHORTEST_REQUEST_MILLIS) {
      throw new IllegalArgumentException(
          "%d ms leave no time to send a batch again".formatted(deliveryTimeoutMillis));
    }
    return Math.clamp(deliveryTimeoutMillis / 3, SHORTEST_REQUEST_MILLIS, 5_000);
  }

  Map<String, Object> consumerSettings(String clientId) {
    Map<String, Object> settings = new HashMap<>(connection);
    settings.put(ConsumerConfig.CLIENT_ID_CONFIG, clientId);
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
    settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
    return settings;
  }

  /**
   * A consumer without a group. It closes at once. A {@link KafkaConsumer} waits until its last
   * fetch is answered, which takes half a second on a quiet topic, although nobody reads the
   * answer.
   */
  private static final class Reader extends KafkaConsumer<byte[], byte[]> {
    Reader(Map<String, Object> settings) {
      super(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public void close() {
      close(CloseOptions.timeout(Duration.ZERO));
    }
  }
}
