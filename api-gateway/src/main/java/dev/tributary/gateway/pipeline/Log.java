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
   * Whether no message stands from one offset up to another: ends of transactions have offsets too,
   * which no consumer ever reports as read.
   */
  boolean empty(Position position, long from, long to);
}
