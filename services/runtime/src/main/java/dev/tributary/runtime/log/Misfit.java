package dev.tributary.runtime.log;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeSet;
import org.apache.kafka.common.TopicPartition;

/** Why a loop's positions and the log do not belong together. */
sealed interface Misfit {
  /** One sentence: what was found. */
  String found();

  /** What names exactly this finding, so that accepting it accepts no later one. */
  String identity();

  /** A cluster or a topic that was created after the positions were counted. */
  record AnotherLog(String topic, String cluster, String id, String why) implements Misfit {
    @Override
    public String found() {
      return "The topic "
          + topic
          + " is not the one that this database's positions belong to: "
          + why;
    }

    @Override
    public String identity() {
      return topic + " " + cluster + " " + id;
    }
  }

  /** A position beyond the end: the log has lost what was read from it. */
  record BeyondTheEnd(TopicPartition partition, long next, long end) implements Misfit {
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

  /** More was published than the database knows of. */
  record Restored(TopicPartition partition, long next, long published) implements Misfit {
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

  /** Twelve hexadecimal digits for all of these findings, in whatever order. */
  static String code(Iterable<Misfit> misfits) {
    TreeSet<String> sorted = new TreeSet<>();
    misfits.forEach(misfit -> sorted.add(misfit.identity()));
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
