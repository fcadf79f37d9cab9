package dev.tributary.runtime.log;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeSet;
import org.apache.kafka.common.TopicPartition;

/** Why a database and the log do not belong together. */
sealed interface LogMismatch {
  /** One sentence that describes the finding. */
  String found();

  /**
   * A text that identifies exactly this finding, so that its acceptance accepts no later finding.
   */
  String identity();

  /** A cluster or a topic other than the one that the database remembers. */
  record AnotherLog(String topic, String cluster, String id, String why) implements LogMismatch {
    @Override
    public String found() {
      return "The topic " + topic + " is not the one that this database belongs to: " + why;
    }

    @Override
    public String identity() {
      return topic + " " + cluster + " " + id;
    }
  }

  /** A position beyond the end: the log has lost records that the loop has read. */
  record BeyondTheEnd(TopicPartition partition, long next, long end) implements LogMismatch {
    @Override
    public String found() {
      return "%s ends at %d, but this database has applied it up to %d: the log has lost records"
          .formatted(partition, end, next);
    }

    @Override
    public String identity() {
      return partition + " " + next;
    }
  }

  /** More was published than the database contains. */
  record Restored(TopicPartition partition, long next, long published) implements LogMismatch {
    @Override
    public String found() {
      return "%s is published up to %d, but this database has applied it up to %d only: the database was restored"
          .formatted(partition, published, next);
    }

    @Override
    public String identity() {
      return partition + " " + next + " " + published;
    }
  }

  /** Twelve hexadecimal digits for all of these findings, in any order. */
  static String code(Iterable<LogMismatch> mismatches) {
    TreeSet<String> sorted = new TreeSet<>();
    mismatches.forEach(mismatch -> sorted.add(mismatch.identity()));
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(String.join("\n", sorted).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
