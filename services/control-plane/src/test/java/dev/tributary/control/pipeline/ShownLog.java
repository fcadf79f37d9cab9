package dev.tributary.control.pipeline;

import dev.tributary.contracts.Topic;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** A log that shows what a test says. */
public final class ShownLog implements LogOffsets {
  private final Map<Position, Long> published = new HashMap<>();
  private final Map<Position, Long> ends = new HashMap<>();
  private final Map<Position, UnreadRange> unread = new HashMap<>();

  /**
   * What is between the position of every reader and the end of a partition.
   *
   * @param from the position of the readers
   */
  public void shows(Position position, long from, long end, UnreadRange range) {
    published.put(position, from);
    ends.put(position, end);
    unread.put(position, range);
  }

  @Override
  public Map<Position, Long> begins(Collection<Position> partitions) {
    return Map.of();
  }

  @Override
  public Map<Position, Long> ends(Collection<Topic> topics) {
    Map<Position, Long> asked = new HashMap<>(ends);
    asked.keySet().removeIf(position -> !topics.contains(position.topic()));
    return asked;
  }

  @Override
  public Map<Position, Long> writtenEnds(Collection<Topic> topics) {
    return ends(topics);
  }

  @Override
  public Map<Position, Long> published(String consumer) {
    return published;
  }

  @Override
  public Map<Position, UnreadRange> unread(Map<Position, Gap> gaps) {
    Map<Position, UnreadRange> asked = new HashMap<>(unread);
    asked.keySet().retainAll(gaps.keySet());
    return asked;
  }
}
