package dev.tributary.destinations.schema;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Lists of fields in memory. A claim does not end by itself. */
final class MemoryFields implements FieldStore {
  final Map<FieldKey, FieldList> lists = new ConcurrentHashMap<>();
  final Map<FieldKey, String> claims = new HashMap<>();

  @Override
  public Optional<FieldList> find(FieldKey key) {
    return Optional.ofNullable(lists.get(key));
  }

  @Override
  public boolean claim(FieldKey key, String reader, Duration time) {
    return claims.putIfAbsent(key, reader) == null;
  }

  @Override
  public void release(FieldKey key, String reader) {
    claims.remove(key, reader);
  }

  @Override
  public void save(FieldKey key, FieldList list) {
    lists.merge(key, list, (old, other) -> other.readAt().isBefore(old.readAt()) ? old : other);
  }
}
