package dev.tributary.audience.kafka;

import dev.tributary.contracts.Topic;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;

/** Which partition of {@code profiles} a profile's messages stand in. */
final class ProfilePartitions {
  private ProfilePartitions() {}

  /** As Kafka's own partitioner has it for a key. */
  static int of(String profile) {
    byte[] key = profile.getBytes(StandardCharsets.UTF_8);
    return Utils.toPositive(Utils.murmur2(key)) % Topic.PROFILES.partitions();
  }
}
