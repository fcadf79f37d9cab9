package dev.tributary.runtime.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.internals.AutoOffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FairPollTest {
  private static final int ROUND = 40;
  private static final int TURN = FairPoll.turnOf(ROUND);
  private static final TopicPartition BUSY = new TopicPartition("events", 0);
  private static final TopicPartition CALM = new TopicPartition("events", 1);
  private static final String EARLIEST = AutoOffsetResetStrategy.EARLIEST.name();

  private final Member member = new Member();
  private final FairPoll turns = new FairPoll(ROUND);
  private final Map<TopicPartition, Integer> sent = new HashMap<>();

  /** Whose group may change hands between two polls. */
  private static final class Member extends MockConsumer<byte[], byte[]> {
    int generation = 1;

    Member() {
      super(EARLIEST);
      setMaxPollRecords(TURN);
    }

    @Override
    public ConsumerGroupMetadata groupMetadata() {
      return new ConsumerGroupMetadata("group", generation, "member", Optional.empty());
    }
  }

  @BeforeEach
  void assign() {
    member.assign(List.of(BUSY, CALM));
    member.updateBeginningOffsets(Map.of(BUSY, 0L, CALM, 0L));
  }

  @Test
  void aBacklogTakesOneTurnAndTheOthersAreInTheSameRound() {
    send(BUSY, 10 * ROUND);
    send(CALM, 3);

    ConsumerRecords<byte[], byte[]> round = poll();

    assertThat(round.records(BUSY)).hasSize(TURN);
    assertThat(round.records(CALM)).hasSize(3);
    assertThat(member.paused()).isEmpty();
  }

  @Test
  void aBacklogFillsTheRoundsOnceNobodyElseHasAnythingForAWhile() {
    send(BUSY, 20 * ROUND);

    List<Integer> sizes = new ArrayList<>();
    List<Long> offsets = new ArrayList<>();
    for (int i = 0; i < 22; i++) {
      ConsumerRecords<byte[], byte[]> round = poll();
      sizes.add(round.count());
      round.forEach(record -> offsets.add(record.offset()));
    }

    assertThat(sizes).startsWith(TURN, TURN).endsWith(ROUND, ROUND);
    assertThat(offsets).as("in their order, and none is left out").isEqualTo(upTo(offsets.size()));
  }

  @Test
  void whoeverIsHeardOfAgainGetsTheirTurnAtOnce() {
    send(BUSY, 20 * ROUND);
    IntStream.range(0, 22).forEach(_ -> poll());
    send(CALM, 1);

    assertThat(poll().records(CALM)).hasSize(1);
    assertThat(poll().count()).isEqualTo(TURN);
  }

  @Test
  void backlogsOfAllFillARound() {
    send(BUSY, ROUND);
    send(CALM, ROUND);

    ConsumerRecords<byte[], byte[]> round = poll();

    assertThat(round.records(BUSY)).hasSize(TURN);
    assertThat(round.records(CALM)).hasSize(TURN);
  }

  @Test
  void whatWasTakenBeforeTheGroupChangedIsLeftOut() {
    send(BUSY, ROUND);
    send(CALM, 1);
    member.schedulePollTask(() -> member.schedulePollTask(() -> member.generation++));

    ConsumerRecords<byte[], byte[]> round = poll();

    assertThat(round.records(BUSY)).isEmpty();
    assertThat(round.records(CALM)).hasSize(1);
  }

  private ConsumerRecords<byte[], byte[]> poll() {
    return turns.poll(member, Duration.ZERO);
  }

  private static List<Long> upTo(int end) {
    return LongStream.range(0, end).boxed().toList();
  }

  private void send(TopicPartition partition, int records) {
    for (int i = 0; i < records; i++) {
      int offset = sent.merge(partition, 1, Integer::sum) - 1;
      member.addRecord(
          new ConsumerRecord<>(
              partition.topic(), partition.partition(), offset, new byte[0], new byte[0]));
    }
  }
}
