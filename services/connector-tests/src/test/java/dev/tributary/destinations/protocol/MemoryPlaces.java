package dev.tributary.destinations.protocol;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The places of one account, in memory. */
public final class MemoryPlaces implements Places {
  private final Map<String, String> ids = new ConcurrentHashMap<>();

  @Override
  public Optional<String> find(String name) {
    return Optional.ofNullable(ids.get(name));
  }

  @Override
  public void remember(String name, String id) {
    ids.put(name, id);
  }

  @Override
  public void forget(String name, String id) {
    ids.remove(name, id);
  }
}
