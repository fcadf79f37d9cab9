package dev.tributary.runtime.view.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.Topic;
import dev.tributary.runtime.view.DefinitionView;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChannelReadingTest {
  private static final TopicPartition PARTITION =
      new TopicPartition(Topic.WORKSPACES.topicName(), 0);

  private final DefinitionView view = new DefinitionView(Topic.WORKSPACES, _ -> () -> {});
  private final ChannelReading reading = new ChannelReading(view);

  @BeforeEach
  void begin() {
    reading.begin(Map.of(0, 3L, 1, 0L), Map.of(0, 8L, 1, 0L));
  }

  @Test
  void theViewHasCaughtUpAtTheEndOfATransaction() {
    assertThat(view.positions()).isEqualTo(Map.of(0, 3L, 1, 0L));
    assertThat(view.caughtUp()).isFalse();

    reading.polled(withoutMessages(8));

    assertThat(view.positions()).isEqualTo(Map.of(0, 8L, 1, 0L));
    assertThat(view.caughtUp()).isTrue();
  }

  @Test
  void whatFollowsAMessageCountsOnceTheMessageIsApplied() {
    ConsumerRecords<byte[], byte[]> poll = withMessage(6);
    reading.polled(poll);
    reading.polled(withoutMessages(8));
    assertThat(view.positions()).containsEntry(0, 3L);

    view.accept(poll);
    assertThat(view.positions()).containsEntry(0, 7L);
    reading.applied();
    assertThat(view.positions()).containsEntry(0, 8L);
  }

  @Test
  void anOlderPositionDoesNotReplaceTheNewerOneOfALaterMessage() {
    ConsumerRecords<byte[], byte[]> first = withMessage(4);
    ConsumerRecords<byte[], byte[]> second = withMessage(9);
    reading.polled(first);
    reading.polled(withoutMessages(6));
    reading.polled(second);

    view.accept(first);
    reading.applied();
    assertThat(view.positions()).containsEntry(0, 5L);
    view.accept(second);
    reading.applied();
    assertThat(view.positions()).containsEntry(0, 10L);
  }

  @Test
  void aTopicThatIsReadAgainHasItsFirstPositions() {
    reading.polled(withMessage(6));
    reading.polled(withoutMessages(8));
    new ChannelReading(view).begin(Map.of(0, 3L, 1, 0L), Map.of(0, 8L, 1, 0L));
    assertThat(view.positions()).containsEntry(0, 3L);
  }

  @Test
  void aViewIsStalledUntilItsTopicIsReadAgain() {
    assertThat(view.stalled()).isFalse();
    view.interrupted();
    assertThat(view.stalled()).isTrue();
    begin();
    assertThat(view.stalled()).isFalse();
  }

  private static ConsumerRecords<byte[], byte[]> withMessage(long offset) {
    ConsumerRecord<byte[], byte[]> tombstone =
        new ConsumerRecord<>(PARTITION.topic(), 0, offset, new byte[] {'k'}, null);
    return new ConsumerRecords<>(
        Map.of(PARTITION, List.of(tombstone)),
        Map.of(PARTITION, new OffsetAndMetadata(offset + 1)));
  }

  private static ConsumerRecords<byte[], byte[]> withoutMessages(long next) {
    return new ConsumerRecords<>(Map.of(), Map.of(PARTITION, new OffsetAndMetadata(next)));
  }
}
