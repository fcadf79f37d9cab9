package dev.tributary.control.pipeline;

import dev.tributary.contracts.Topic;
import java.util.Collection;
import java.util.Map;

/** Offsets of the log. Every call blocks. */
public interface LogOffsets {

  /** The offset of the first message that each partition still has. */
  Map<Position, Long> begins(Collection<Position> partitions);

  /** The offset after the last committed message of each partition. */
  Map<Position, Long> ends(Collection<Topic> topics);

  /**
   * The offset after the last message of each partition, committed or not. A committed message may
   * be behind the committed end for a moment: the positions of its transaction are visible before
   * the end of the transaction is in every partition.
   */
  Map<Position, Long> writtenEnds(Collection<Topic> topics);

  /**
   * The offsets up to which a consumer has applied and published. Partitions that it never read are
   * left out.
   */
  Map<Position, Long> published(String consumer);

  /**
   * The range between the position of a consumer and the end of each partition. The range may have
   * no message, because the ends of transactions have offsets too, and no consumer reports these as
   * read.
   */
  Map<Position, UnreadRange> unread(Map<Position, Gap> gaps);

  /** The offsets from one, inclusive, to another, exclusive. */
  record Gap(long from, long to) {
    public boolean isEmpty() {
      return from >= to;
    }
  }
}
