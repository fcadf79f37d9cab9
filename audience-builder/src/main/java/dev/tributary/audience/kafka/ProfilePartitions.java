package dev.tributary.audience.kafka;

import dev.tributary.contracts.Topic;
import dev.tributary.contracts.id.ProfileId;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;

/** Computes the partition of {@code profiles} that has a profile's messages. */
final class ProfilePartitions {
  private ProfilePartitions() {}

  /** The same result as Kafka's own partitioner for this key. */
  static int of(ProfileId profile) {
    byte[] key = profile.value().getBytes(StandardCharsets.UTF_8);
    return Utils.toPositive(Utils.murmur2(key)) % Topic.PROFILES.partitions();
  }
}
