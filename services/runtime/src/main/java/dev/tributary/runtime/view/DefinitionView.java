package dev.tributary.runtime.view;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.UnknownMessage;
import dev.tributary.contracts.definition.Definition;
import dev.tributary.contracts.id.WorkspaceId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.header.Header;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * All objects of one compacted topic, held in memory and kept up to date. A feed reads the topic
 * from its beginning at each start, so no database is necessary. The highest version of an object
 * wins.
 *
 * <p>Thread-safe. Listeners run on a thread of the feed, one change after another.
 */
public final class DefinitionView implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(DefinitionView.class);

  private final Topic topic;
  private final DefinitionFeed feed;
  private final Map<String, Definition> byId = new ConcurrentHashMap<>();
  private final Set<String> passedOver = ConcurrentHashMap.newKeySet();
  private final Map<Integer, Long> positions = new ConcurrentHashMap<>();
  private final List<Consumer<Definition>> listeners = new CopyOnWriteArrayList<>();
  private final CountDownLatch caughtUp = new CountDownLatch(1);
  private final Object applying = new Object();
  private volatile @Nullable Map<Integer, Long> ends;
  private volatile boolean stalled;
  private volatile DefinitionFeed.@Nullable Delivery delivery;

  public DefinitionView(Topic topic, DefinitionFeed feed) {
    this.topic = topic;
    this.feed = feed;
  }

  /**
   * The listener gets every newer version, including those that were on the topic before the start.
   * Register it before the start. It must not block for long: the next messages wait for it.
   */
  public void onChange(Consumer<Definition> listener) {
    listeners.add(listener);
  }

  public void start() {
    delivery = feed.start(this);
  }

  @Override
  public void close() {
    DefinitionFeed.Delivery current = delivery;
    if (current != null) {
      current.close();
    }
  }

  public Topic topic() {
    return topic;
  }

  /** True after everything that was on the topic at the start has been read. */
  public boolean caughtUp() {
    return caughtUp.getCount() == 0;
  }

  /** True while the feed has lost the topic: the view has old definitions. */
  public boolean stalled() {
    return stalled;
  }

  /** Returns when {@link #caughtUp} is true. There is no time limit. */
  public void awaitCaughtUp() throws InterruptedException {
    caughtUp.await();
  }

  /** Per partition, the offset of the next message to read. */
  public Map<Integer, Long> positions() {
    return new TreeMap<>(positions);
  }

  /**
   * Number of definitions that could not be read or applied. A definition counts until the topic
   * has a later version that can be applied, or its tombstone.
   */
  public int passedOver() {
    return passedOver.size();
  }

  /** By id; deleted objects are absent. */
  public Optional<Definition> find(String id) {
    return Optional.ofNullable(byId.get(id)).filter(definition -> !definition.deleted());
  }

  /**
   * Finds by id or key, and waits for an object that was created a moment ago. So a client that
   * creates an object and refers to it in another service need not know that definitions travel
   * over a topic.
   *
   * @param atMost longest wait for an unknown name
   */
  public Optional<Definition> await(WorkspaceId workspace, String idOrKey, Duration atMost) {
    Instant deadline = Instant.now().plus(atMost);
    while (true) {
      Optional<Definition> found =
          all(workspace).stream()
              .filter(each -> each.id().equals(idOrKey) || each.key().equals(idOrKey))
              .findFirst();
      if (found.isPresent() || Instant.now().isAfter(deadline)) {
        return found;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  /** The existing objects of all workspaces. */
  public Collection<Definition> all() {
    return byId.values().stream().filter(definition -> !definition.deleted()).toList();
  }

  public Collection<Definition> all(WorkspaceId workspace) {
    return byId.values().stream()
        .filter(definition -> !definition.deleted() && definition.workspace().equals(workspace))
        .toList();
  }

  /**
   * The feed reads the topic from its beginning now.
   *
   * @param starts per partition, the offset of the first message
   * @param ends per partition, the offset at which the view has caught up
   */
  public void begin(Map<Integer, Long> starts, Map<Integer, Long> ends) {
    this.ends = Map.copyOf(ends);
    stalled = false;
    passed(starts);
  }

  /** The feed no longer reads the topic, until it begins again. */
  public void interrupted() {
    stalled = true;
  }

  /**
   * Applies the messages of a poll. It may be called again with the same messages: an older version
   * changes nothing.
   */
  public void accept(ConsumerRecords<byte[], byte[]> poll) {
    // The poll of a source that has ended may still be applied when the next source begins.
    synchronized (applying) {
      for (ConsumerRecord<byte[], byte[]> message : poll) {
        accept(message);
      }
    }
    passed(nextOffsets(poll));
  }

  /**
   * The feed has read up to these offsets. They also pass what is no message: the end of a
   * transaction, and what compaction has removed.
   *
   * @param next per partition, the offset of the next message to read; partitions may be missing
   */
  public void passed(Map<Integer, Long> next) {
    positions.putAll(next);
    Map<Integer, Long> awaited = ends;
    if (awaited != null
        && !caughtUp()
        && awaited.entrySet().stream()
            .allMatch(end -> positions.getOrDefault(end.getKey(), 0L) >= end.getValue())) {
      caughtUp.countDown();
    }
  }

  /** Per partition, the offset after a poll. Partitions without news are missing. */
  public static Map<Integer, Long> nextOffsets(ConsumerRecords<?, ?> poll) {
    Map<Integer, Long> next = new HashMap<>();
    poll.nextOffsets()
        .forEach((partition, offset) -> next.put(partition.partition(), offset.offset()));
    return next;
  }

  private void accept(ConsumerRecord<byte[], byte[]> record) {
    byte[] value = record.value();
    String name = name(record);
    if (value == null) {
      passedOver.remove(name);
      forget(record.key());
      return;
    }
    try {
      requireKnown(record);
      Definition fresh = Json.read(value, Definition.class);
      Definition before = byId.get(fresh.id());
      if (before == null || before.version() < fresh.version()) {
        byId.put(fresh.id(), fresh);
        listeners.forEach(listener -> listener.accept(fresh));
      }
      passedOver.remove(name);
    } catch (RuntimeException | Error e) {
      // A definition that this version cannot read or apply must not block the others.
      passedOver.add(name);
      LOG.errorf(e, "Passed over %s-%d at %d", record.topic(), record.partition(), record.offset());
    }
  }

  /**
   * The value of a later major version may have the same fields with other meanings. A message
   * without a type counts as one of this version.
   *
   * @throws UnknownMessage if this version does not know the type
   */
  private static void requireKnown(ConsumerRecord<byte[], byte[]> record) {
    Header header = record.headers().lastHeader(MessageHeaders.TYPE);
    if (header == null || header.value() == null) {
      return;
    }
    String type = new String(header.value(), StandardCharsets.UTF_8);
    if (!type.equals(Definition.TYPE)) {
      throw UnknownMessage.ofType(type);
    }
  }

  /** The object's id, which is the key. For a message without a key, its place in the log. */
  private static String name(ConsumerRecord<byte[], byte[]> record) {
    byte[] key = record.key();
    return key == null
        ? record.partition() + "@" + record.offset()
        : new String(key, StandardCharsets.UTF_8);
  }

  /** A tombstone: the object belonged to a workspace that is deleted. */
  private void forget(byte @Nullable [] key) {
    Definition before = key == null ? null : byId.remove(new String(key, StandardCharsets.UTF_8));
    if (before == null || before.deleted()) {
      return;
    }
    Definition gone =
        new Definition(
            before.workspace(),
            before.id(),
            before.version() + 1,
            before.key(),
            before.name(),
            true,
            before.body());
    try {
      listeners.forEach(listener -> listener.accept(gone));
    } catch (RuntimeException | Error e) {
      LOG.errorf(e, "Passed over the end of %s", before.id());
    }
  }
}
