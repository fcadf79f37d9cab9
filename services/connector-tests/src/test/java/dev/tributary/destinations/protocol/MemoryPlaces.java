package dev.tributary.destinations.protocol;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The places of one account, in memory. */
public final class MemoryPlaces implements Places {
  private final Map<String, String> ids = new ConcurrentHashMap<>();
  private final Set<String> reserved = ConcurrentHashMap.newKeySet();

  @Override
  public Optional<String> find(String name) {
    return Optional.ofNullable(ids.get(name));
  }

  @Override
  public void remember(String name, String id) {
    ids.put(name, id);
    reserved.remove(name);
  }

  /** A reservation does not end by itself. */
  @Override
  public Optional<Reservation> reservation(String name) {
    return reserved.contains(name)
        ? Optional.of(new Reservation(Duration.ofSeconds(8), Duration.ofSeconds(52)))
        : Optional.empty();
  }

  @Override
  public boolean reserve(String name) {
    return !ids.containsKey(name) && reserved.add(name);
  }

  @Override
  public void release(String name) {
    reserved.remove(name);
  }

  @Override
  public void forget(String name, String id) {
    ids.remove(name, id);
  }
}
