package dev.tributary.testkit.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WholeTopicTest {
  private final Set<String> tombstones = new HashSet<>();

  @Test
  void aKeyIsDeletedIfItsNewestMessageIsATombstone() {
    take("kept", "one");
    take("deleted", "one");
    take("deleted", null);
    take("restored", null);
    take("restored", "two");
    assertThat(tombstones).containsExactly("deleted");
  }

  @Test
  void aMessageWithoutAKeyIsNoTombstone() {
    take(null, "one");
    take(null, null);
    assertThat(tombstones).isEmpty();
  }

  private void take(@Nullable String key, @Nullable String value) {
    WholeTopic.take(new ConsumerRecord<>("topic", 0, 0, bytes(key), bytes(value)), tombstones);
  }

  private static byte @Nullable [] bytes(@Nullable String text) {
    return text == null ? null : text.getBytes(UTF_8);
  }
}
