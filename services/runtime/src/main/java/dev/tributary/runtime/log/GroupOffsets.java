package dev.tributary.runtime.log;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/**
 * The committed offsets of a group, to compare them with the database and with the end of the log.
 */
record GroupOffsets(Admin admin, String group) {
  private static final Comparator<TopicPartition> BY_NAME =
      Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

  interface Applied {
    Map<TopicPartition, Long> read() throws SQLException;
  }

  /**
   * Positions that do not fit, in the order of their partitions. Committed offsets are read first
   * and ends last, so that the progress of another instance in the meantime is not a mismatch.
   */
  List<LogMismatch> mismatches(Applied applied)
      throws InterruptedException, ExecutionException, SQLException {
    Map<TopicPartition, OffsetAndMetadata> committed = committed();
    Map<TopicPartition, Long> positions = new TreeMap<>(BY_NAME);
    positions.putAll(applied.read());
    List<LogMismatch> mismatches = new ArrayList<>();
    Map<TopicPartition, Long> ends = ends(positions);
    positions.forEach((partition, next) -> {
      long end = ends.getOrDefault(partition, Long.MAX_VALUE);
      OffsetAndMetadata published = committed.get(partition);
      if (next > end) {
        mismatches.add(new LogMismatch.BeyondTheEnd(partition, next, end));
      } else if (published != null && published.offset() > next) {
        mismatches.add(new LogMismatch.Restored(partition, next, published.offset()));
      }
    });
    return mismatches;
  }

  /**
   * Changes the committed offsets of the group, if it has any. The group has no members then,
   * because nobody may consume.
   */
  void change(Map<TopicPartition, Long> offsets) throws InterruptedException, ExecutionException {
    if (offsets.isEmpty()) {
      return;
    }
    Map<TopicPartition, OffsetAndMetadata> committed = committed();
    Map<TopicPartition, OffsetAndMetadata> changed = new HashMap<>();
    offsets.forEach((partition, offset) -> {
      if (committed.get(partition) != null) {
        changed.put(partition, new OffsetAndMetadata(offset));
      }
    });
    if (!changed.isEmpty()) {
      admin.alterConsumerGroupOffsets(group, changed).all().get();
    }
  }

  private Map<TopicPartition, OffsetAndMetadata> committed()
      throws InterruptedException, ExecutionException {
    try {
      return admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof GroupIdNotFoundException) {
        return Map.of();
      }
      throw e;
    }
  }

  private Map<TopicPartition, Long> ends(Map<TopicPartition, Long> positions)
      throws InterruptedException, ExecutionException {
    Map<TopicPartition, Long> ends = new HashMap<>();
    if (!positions.isEmpty()) {
      Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
      positions.keySet().forEach(partition -> wanted.put(partition, OffsetSpec.latest()));
      admin
          .listOffsets(wanted, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
          .all()
          .get()
          .forEach((partition, found) -> ends.put(partition, found.offset()));
    }
    return ends;
  }
}
