package dev.tributary.contracts;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * All topics. Partition counts are fixed for a topic's life: keys, positions and stored shard
 * numbers depend on them.
 *
 * <p>{@link #PROFILES}, {@link #MEMBERSHIPS}, {@link #DELIVERIES} and {@link #QUARANTINE} are never
 * compacted: messages of one key may be published out of version order, and compaction would keep
 * the last one, not the newest. {@link #READS} and {@link #AUDIT} are not compacted either, because
 * every message of them counts. Messages of {@link #CHANGES} only wake readers, and the reader of
 * {@link #FACTS} asks for what it misses.
 */
public enum Topic {
  EVENTS("events", 12, Duration.ofDays(30)),
  COMMANDS("commands", 12, Duration.ofDays(30)),
  PROFILES("profiles", 12, Duration.ofDays(7)),
  MEMBERSHIPS("memberships", 12, Duration.ofDays(7)),
  DELIVERIES("deliveries", 6, Duration.ofDays(7)),
  QUARANTINE("quarantine", 6, Duration.ofDays(7)),
  READS("reads", 6, Duration.ofDays(7)),
  AUDIT("audit", 6, Duration.ofDays(30)),
  FACTS("facts", 3, Duration.ofHours(1), true),
  CHANGES("changes", 3, Duration.ofHours(1), true),
  ROWS("rows", 6, null),
  WORKSPACES("workspaces", 6, null),
  SOURCES("sources", 6, null),
  MODELS("models", 6, null),
  AUDIENCES("audiences", 6, null),
  DESTINATIONS("destinations", 6, null),
  SYNCS("syncs", 6, null),
  TRAITS("traits", 6, null),
  EVENT_PROPERTIES("event-properties", 6, null);

  /** Large enough for raw input and a profile's state, with room for headers. */
  public static final int MAX_MESSAGE_BYTES = 6 * 1024 * 1024;

  /**
   * The largest key, value and headers together that are certainly accepted: the limit is for a
   * batch of one message, which needs some more.
   */
  public static final int MAX_CONTENT_BYTES = MAX_MESSAGE_BYTES - 64 * 1024;

  private final String topicName;
  private final int partitions;
  private final @Nullable Duration retention;
  private final boolean disposable;

  Topic(String topicName, int partitions, @Nullable Duration retention) {
    this(topicName, partitions, retention, false);
  }

  Topic(String topicName, int partitions, @Nullable Duration retention, boolean disposable) {
    this.topicName = topicName;
    this.partitions = partitions;
    this.retention = retention;
    this.disposable = disposable;
  }

  public String topicName() {
    return topicName;
  }

  public int partitions() {
    return partitions;
  }

  /**
   * How long messages are kept; null for a compacted topic, which keeps the newest message per key.
   */
  public @Nullable Duration retention() {
    return retention;
  }

  public boolean compacted() {
    return retention == null;
  }

  /**
   * Whether readers need none of its messages. Such a topic may be deleted and created again at any
   * time: nothing is stored about it.
   */
  public boolean disposable() {
    return disposable;
  }

  /**
   * @throws IllegalArgumentException for an unknown name
   */
  public static Topic named(String name) {
    for (Topic topic : values()) {
      if (topic.topicName.equals(name)) {
        return topic;
      }
    }
    throw new IllegalArgumentException("Unknown topic " + name);
  }
}
