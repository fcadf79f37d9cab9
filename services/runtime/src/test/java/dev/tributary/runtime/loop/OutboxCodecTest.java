package dev.tributary.runtime.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.contracts.Message;
import dev.tributary.contracts.Topic;
import dev.tributary.testkit.lane.Lane;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("soak-models")
class OutboxCodecTest {
  private final long seed = Lane.seed();
  private final Random random = new Random(seed);

  @Test
  void whatIsWrittenIsReadBack() {
    for (int round = 0; round < 30; round++) {
      List<Message> messages = new ArrayList<>();
      for (int i = random.nextInt(20); i > 0; i--) {
        messages.add(message());
      }
      assertThat(OutboxCodec.read(OutboxCodec.write(messages)))
          .as("seed %d", seed)
          .usingRecursiveComparison()
          .isEqualTo(messages);
    }
  }

  @Test
  void aFormatOfTheFutureIsNamed() {
    byte[] bytes = OutboxCodec.write(List.of());
    bytes[0] = 2;
    assertThatThrownBy(() -> OutboxCodec.read(bytes)).hasMessageContaining("format 2");
  }

  @Test
  void whatWasCutIsNoticed() {
    byte[] bytes = OutboxCodec.write(List.of(message(), message()));
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> OutboxCodec.read(cut)).as("first %d bytes", length).isNotNull();
    }
  }

  private Message message() {
    Topic topic = Topic.values()[random.nextInt(Topic.values().length)];
    Map<String, byte[]> headers = new LinkedHashMap<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      headers.put("header" + i, bytes(20));
    }
    return new Message(
        topic,
        random.nextBoolean() ? null : random.nextInt(12),
        bytes(16),
        random.nextInt(5) == 0 ? null : bytes(100),
        headers);
  }

  private byte[] bytes(int longest) {
    byte[] bytes = new byte[random.nextInt(longest)];
    random.nextBytes(bytes);
    return bytes;
  }
}
