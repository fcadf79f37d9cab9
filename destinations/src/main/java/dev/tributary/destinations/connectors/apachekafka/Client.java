package dev.tributary.destinations.connectors.apachekafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * The connections to one cluster: a producer that writes each message once to its partition while
 * it lives, and an administrator that reads which brokers there are. Thread-safe.
 */
final class Client implements AutoCloseable {
  /** A request without an answer is given up early enough for the lease of the batch. */
  private static final int REQUEST_MILLIS = 7_000;

  private static final int DELIVERY_MILLIS = 12_000;
  private static final int BLOCK_MILLIS = 6_000;
  private static final int LARGEST_REQUEST = 8 * 1024 * 1024;
  private static final long BUFFER = 16L * 1024 * 1024;
  private static final AtomicLong NUMBER = new AtomicLong();

  private final Map<String, Object> values;
  private final Admin admin;
  private @Nullable Producer<byte[], byte @Nullable []> producer;

  private Client(Map<String, Object> values, Admin admin) {
    this.values = values;
    this.admin = admin;
  }

  /**
   * @throws org.apache.kafka.common.KafkaException if the configuration cannot be used
   */
  static Client open(Map<String, Object> connection) {
    Map<String, Object> values = new HashMap<>(connection);
    values.put(CommonClientConfigs.CLIENT_ID_CONFIG, "tributary-" + NUMBER.incrementAndGet());
    values.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_MILLIS);
    values.put(CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG, "");
    values.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
    Map<String, Object> reading = new HashMap<>(values);
    reading.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, REQUEST_MILLIS);
    return new Client(values, inOwnLoader(() -> Admin.create(reading)));
  }

  /** Login modules and providers are loaded by the class loader of the thread. */
  private static <T> T inOwnLoader(Supplier<T> made) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(KafkaProducer.class.getClassLoader());
    try {
      return made.get();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static Producer<byte[], byte @Nullable []> producer(Map<String, Object> connection) {
    Map<String, Object> values = new HashMap<>(connection);
    values.put(ProducerConfig.ACKS_CONFIG, "all");
    values.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    values.put(ProducerConfig.LINGER_MS_CONFIG, 5);
    values.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "gzip");
    values.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_MILLIS);
    values.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, BLOCK_MILLIS);
    values.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST_REQUEST);
    values.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER);
    return new KafkaProducer<>(values, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** A producer connects to all brokers, so none exists before their addresses are checked. */
  synchronized Producer<byte[], byte @Nullable []> producer() {
    Producer<byte[], byte @Nullable []> present = producer;
    if (present == null) {
      present = inOwnLoader(() -> producer(values));
      producer = present;
    }
    return present;
  }

  Admin admin() {
    return admin;
  }

  @Override
  public synchronized void close() {
    if (producer != null) {
      producer.close(Duration.ZERO);
    }
    admin.close(Duration.ZERO);
  }
}
