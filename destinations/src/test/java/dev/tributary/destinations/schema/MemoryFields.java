package dev.tributary.destinations.schema;

import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Lists of fields in memory. A claim does not end by itself. */
final class MemoryFields implements FieldStore {
  final Map<FieldKey, FieldList> lists = new ConcurrentHashMap<>();
  final Set<FieldKey> claims = new HashSet<>();

  @Override
  public Optional<FieldList> find(FieldKey key) {
    return Optional.ofNullable(lists.get(key));
  }

  @Override
  public boolean claim(FieldKey key, Duration time) {
    return claims.add(key);
  }

  @Override
  public void release(FieldKey key) {
    claims.remove(key);
  }

  @Override
  public void save(FieldKey key, FieldList list) {
    lists.put(key, list);
    claims.remove(key);
  }
}
