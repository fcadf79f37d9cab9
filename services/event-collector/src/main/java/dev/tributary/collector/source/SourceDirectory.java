package dev.tributary.collector.source;

import dev.tributary.contracts.definition.Definition;
import dev.tributary.contracts.definition.SourceBody;
import dev.tributary.contracts.id.SourceId;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Finds the source of a write key, from the topic of sources and so without any database. A revoked
 * key and a disabled or deleted source are not found. Thread-safe for many readers and one writer.
 */
public final class SourceDirectory {
  private final Map<String, ActiveSource> byKeyHash = new ConcurrentHashMap<>();
  private final Map<SourceId, List<String>> keyHashesBySource = new ConcurrentHashMap<>();
  private final Map<SourceId, Long> versions = new HashMap<>();

  /** Applies a newer version of a source. */
  public void accept(Definition definition) {
    SourceId id = new SourceId(definition.id());
    SourceBody body = definition.bodyAs(SourceBody.class);
    ActiveSource source =
        new ActiveSource(definition.workspace(), id, body.eventsPerSecond(), body.kind());
    List<String> active =
        definition.deleted() || !body.enabled()
            ? List.of()
            : body.writeKeys().stream()
                .filter(key -> key.revokedAt() == null)
                .map(SourceBody.WriteKey::hash)
                .toList();
    active.forEach(hash -> byKeyHash.put(hash, source));
    List<String> before = keyHashesBySource.put(id, active);
    if (before != null) {
      before.stream().filter(hash -> !active.contains(hash)).forEach(byKeyHash::remove);
    }
    synchronized (versions) {
      versions.put(id, definition.version());
      versions.notifyAll();
    }
  }

  public Optional<ActiveSource> find(String writeKey) {
    return Optional.ofNullable(byKeyHash.get(WriteKeys.hash(writeKey)));
  }

  /** Waits until this version of a source, or a later one, is in force here. */
  public void awaitVersion(SourceId source, long version, Duration atMost)
      throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    synchronized (versions) {
      while (versions.getOrDefault(source, 0L) < version) {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (left <= 0) {
          return;
        }
        versions.wait(left);
      }
    }
  }
}
