package dev.tributary.sandbox.kit.record;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The members of places such as lists, segments and audiences, in the order in which they came.
 * Thread-safe.
 */
public final class Members {
  private final Map<String, Set<String>> places = new LinkedHashMap<>();

  /** Adds a member, and returns whether it was none before. */
  public synchronized boolean add(String place, String member) {
    return places.computeIfAbsent(place, name -> new LinkedHashSet<>()).add(member);
  }

  /** Removes a member, and returns whether it was one. */
  public synchronized boolean remove(String place, String member) {
    var members = places.get(place);
    return members != null && members.remove(member);
  }

  public synchronized List<String> of(String place) {
    return new ArrayList<>(places.getOrDefault(place, Set.of()));
  }

  /** Removes a record that was deleted from all places. */
  public synchronized void forget(String member) {
    places.values().forEach(members -> members.remove(member));
  }

  /** Removes a place with its members. */
  public synchronized void drop(String place) {
    places.remove(place);
  }

  public synchronized void reset() {
    places.clear();
  }
}
