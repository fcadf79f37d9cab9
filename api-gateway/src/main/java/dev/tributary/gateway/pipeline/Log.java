package dev.tributary.gateway.pipeline;

import dev.tributary.contracts.Topic;
import java.util.Collection;
import java.util.Map;

/** What the log knows of itself. Every call blocks. */
public interface Log {

  /** The offset after the last committed message of each partition. */
  Map<Position, Long> ends(Collection<Topic> topics);

  /**
   * Up to where a consumer has applied and published; partitions that it never read are left out.
   */
  Map<Position, Long> published(String consumer);

  /**
   * What stands between where a consumer is and where its partitions end: ends of transactions have
   * offsets too, which no consumer ever reports as read.
   */
  Map<Position, Unread> unread(Map<Position, Gap> gaps);

  /** The offsets from one, inclusive, to another, exclusive. */
  record Gap(long from, long to) {
    public boolean isEmpty() {
      return from >= to;
    }
  }
}
