package dev.tributary.runtime.loop;

import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.event.Tick;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.kafka.KafkaClients;
import dev.tributary.runtime.loop.settings.LoopSettings;
import dev.tributary.runtime.postgres.BoundedConnection;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads partitions ahead of a loop if their time is late there, so that a backlog of one workspace
 * does not delay the time of the others. It has its own consumer, which reads headers only and
 * exists only while a partition is late. The result is an {@link AheadQueue} for each such
 * partition. The loop reads it with every poll. How far time has passed by the published records is
 * written beside the positions, also while the loop's thread hangs.
 *
 * <p>Its only effect is that time passes earlier. Failures are retried and stop nothing. {@link
 * #update} and {@link #tick} are for the loop's thread.
 */
final class LookAhead implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(LookAhead.class);

  /** The age of a partition's newest tick at which the partition is read ahead. */
  private static final Duration LATE = Duration.ofSeconds(5);

  private static final Duration LOOK = Duration.ofMillis(500);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration WRITE = Duration.ofMillis(250);
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final Duration CLOSE = Duration.ofSeconds(1);

  /**
   * The loop's state in a partition.
   *
   * @param published everything before this offset is published
   * @param tick the newest tick before that offset, in epoch milliseconds
   * @param read the newest tick that was read
   * @param behind whether there is more to read
   */
  record State(long epoch, long published, long tick, Instant read, boolean behind) {}

  /**
   * The loop's last report and its time. While the loop hangs, it is unknown how much there is to
   * read.
   */
  private record Round(Instant at, Map<TopicPartition, State> states) {}

  private final LoopSettings settings;
  private final KafkaClients kafka;
  private final DataSource worker;
  private final LoopMetrics metrics;
  private final Positions positions;
  private final Map<TopicPartition, AheadQueue> queues = new ConcurrentHashMap<>();
  private volatile Round round = new Round(Instant.EPOCH, Map.of());
  private volatile boolean running;
  private @Nullable Thread thread;

  /** Only for the look-ahead's own thread: the last written value, and when. */
  private final Map<TopicPartition, Positions.Ahead> written = new HashMap<>();

  private Instant lastWrite = Instant.EPOCH;

  LookAhead(LoopSettings settings, KafkaClients kafka, DataSource worker, LoopMetrics metrics) {
    this.metrics = metrics;
    this.settings = settings;
    this.kafka = kafka;
    this.worker = worker;
    this.positions = new Positions(settings.consumer());
  }

  void start() {
    if (settings.ticks().lookedAhead()) {
      running = true;
      thread = Thread.ofPlatform().daemon().name("ahead-" + settings.consumer()).start(this::run);
    }
  }

  @Override
  public void close() {
    running = false;
    Thread started = thread;
    if (started != null) {
      started.interrupt();
      try {
        started.join(CLOSE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** The partitions that the loop owns. Partitions of other topics are ignored. */
  void update(Map<TopicPartition, State> owned) {
    round = new Round(Instant.now(), Map.copyOf(owned));
  }

  /**
   * The time that has passed for each workspace once everything before a position is handled; null
   * for a partition that is not read ahead.
   */
  @Nullable Tick tick(TopicPartition partition, long position) {
    AheadQueue queue = queues.get(partition);
    return queue == null ? null : queue.at(position);
  }

  @SuppressWarnings("CatchingUnchecked") // An Error in one try must not end the thread forever.
  private void run() {
    while (running) {
      try {
        if (late().isEmpty()) {
          Thread.sleep(LOOK);
        } else {
          readAhead();
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException | Error e) {
        if (running) {
          LOG.warnf(e, "%s cannot read ahead yet", settings.consumer());
          pause();
        }
      } finally {
        queues.clear();
        metrics.ahead(0);
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(RETRY);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Map<TopicPartition, State> late() {
    Instant since = Instant.now().minus(LATE);
    Round last = round;
    boolean hangs = last.at().isBefore(since);
    Map<TopicPartition, State> late = new HashMap<>();
    last.states()
        .forEach((partition, stand) -> {
          if ((hangs || stand.behind())
              && stand.read().isBefore(since)
              && partition.topic().equals(settings.ticks().topic().topicName())) {
            late.put(partition, stand);
          }
        });
    return late;
  }

  private void readAhead() throws InterruptedException {
    written.clear();
    try (KafkaConsumer<byte[], byte[]> reader =
        kafka.reader("%s-%s-ahead".formatted(settings.consumer(), settings.instance()))) {
      for (Map<TopicPartition, State> late = late(); running && !late.isEmpty(); late = late()) {
        assign(reader, late);
        metrics.ahead(late.size());
        for (ConsumerRecord<byte[], byte[]> each : reader.poll(POLL)) {
          take(each);
        }
        late.forEach((partition, stand) -> queue(partition).passed(stand.published()));
        write(late);
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
      }
    }
  }

  private AheadQueue queue(TopicPartition partition) {
    AheadQueue queue = queues.get(partition);
    if (queue == null) {
      throw new IllegalStateException(partition + " is not read ahead");
    }
    return queue;
  }

  /**
   * Partitions that the loop has overtaken, or that are new to this reader, are read from the
   * loop's position.
   */
  private void assign(KafkaConsumer<byte[], byte[]> reader, Map<TopicPartition, State> late) {
    Set<TopicPartition> begun = new HashSet<>();
    queues.keySet().retainAll(late.keySet());
    late.forEach((partition, stand) -> {
      AheadQueue queue = queues.get(partition);
      if (queue == null || !queue.covers(stand.published())) {
        Tick before = new Tick(Instant.ofEpochMilli(stand.tick()), Map.of());
        queues.put(partition, new AheadQueue(stand.published(), before));
        begun.add(partition);
      }
    });
    if (!reader.assignment().equals(late.keySet())) {
      reader.assign(late.keySet());
    }
    begun.forEach(partition -> reader.seek(partition, queue(partition).next()));
    Set<TopicPartition> full = new HashSet<>(late.keySet());
    full.removeIf(partition -> !queue(partition).full());
    reader.resume(reader.assignment());
    reader.pause(full);
  }

  private void take(ConsumerRecord<byte[], byte[]> found) {
    AheadQueue queue = queue(new TopicPartition(found.topic(), found.partition()));
    if (Tick.TYPE.equals(header(found, MessageHeaders.TYPE))) {
      Tick tick = Input.of(found).tick();
      if (tick != null) {
        queue.tick(found.offset(), tick);
      }
      return;
    }
    String workspace = header(found, MessageHeaders.WORKSPACE);
    queue.record(
        found.offset(),
        workspace == null || workspace.isEmpty() ? null : new WorkspaceId(workspace));
  }

  private static @Nullable String header(ConsumerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null || header.value() == null
        ? null
        : new String(header.value(), StandardCharsets.UTF_8);
  }

  private void write(Map<TopicPartition, State> late) {
    Instant now = Instant.now();
    if (now.isBefore(lastWrite.plus(WRITE))) {
      return;
    }
    lastWrite = now;
    List<Positions.Ahead> changed = new ArrayList<>();
    late.forEach((partition, stand) -> {
      Tick tick = queue(partition).at(stand.published());
      if (tick != null) {
        Positions.Ahead ahead = new Positions.Ahead(partition, stand.epoch(), tick);
        if (!ahead.equals(written.get(partition))) {
          changed.add(ahead);
        }
      }
    });
    if (changed.isEmpty()) {
      return;
    }
    try (BoundedConnection opened = BoundedConnection.of(worker)) {
      Connection tx = opened.connection();
      tx.setAutoCommit(true);
      positions.ahead(tx, changed);
      changed.forEach(ahead -> written.put(ahead.partition(), ahead));
    } catch (SQLException e) {
      LOG.warnf(e, "%s cannot write how far time has passed yet", settings.consumer());
    }
  }
}
