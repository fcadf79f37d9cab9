package dev.tributary.identity.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.event.CollectedEvent;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.acceptance.LogEntry;
import dev.tributary.identity.acceptance.LogPosition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is gone, and what only takes a while. */
class LogReadingTest {
  private static final String OURS = "wsp_ours";
  private static final TopicPartition PARTITION = new TopicPartition("events", 0);

  private final MockConsumer<byte[], byte[]> broker = new MockConsumer<>("earliest");
  private final List<Long> found = new ArrayList<>();

  @BeforeEach
  void aLogFromThreeToSix() {
    broker.updateBeginningOffsets(Map.of(PARTITION, 3L));
    broker.updateEndOffsets(Map.of(PARTITION, 7L));
  }

  @Test
  void aBrokerThatIsSilentForAWhileIsWaitedFor() {
    for (int i = 0; i < 20; i++) {
      broker.scheduleNopPollTask();
    }
    broker.schedulePollTask(() -> holds(3, 4, 5));
    read(3, 5);
    assertThat(found).containsExactly(3L, 5L);
  }

  @Test
  void aBrokerThatStaysSilentIsAFailure() {
    assertThatExceptionOfType(TimeoutException.class)
        .isThrownBy(() -> read(3))
        .withMessageContaining("silent");
  }

  @Test
  void whatIsBeforeTheBeginningOrWasJumpedOverIsGone() {
    broker.schedulePollTask(() -> holds(4, 6));
    read(1, 4, 5, 6);
    assertThat(found).containsExactly(4L, 6L);
  }

  /** A recreated log is shorter at first than the one whose records stay in the database. */
  @Test
  void whatIsBeyondTheEndIsGone() {
    broker.schedulePollTask(() -> holds(3, 4));
    read(3, 7, 8, 50_000);
    assertThat(found).containsExactly(3L);
    read(7, 50_000);
    assertThat(found).containsExactly(3L);
  }

  @Test
  void anotherMessageInThePlaceOfTheWantedOneIsNotShown() {
    broker.schedulePollTask(() -> {
      holds(3, new WorkspaceId("wsp_theirs"), "evt_3");
      holds(4, new WorkspaceId(OURS), "evt_other");
      broker.addRecord(new ConsumerRecord<>("events", 0, 5, new byte[0], new byte[0]));
      holds(6);
    });
    read(3, 4, 5, 6);
    assertThat(found).containsExactly(6L);
  }

  /** A recreated log gives its offsets out again: both records stay in the database. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void twoRecordsOfOnePositionAreToldApart(boolean oldFirst) {
    LogEntry old = new LogEntry(new WorkspaceId(OURS), "evt_old", entry(3).position());
    List<LogEntry> both = oldFirst ? List.of(old, entry(3)) : List.of(entry(3), old);
    broker.schedulePollTask(() -> holds(3));
    List<LogEntry> told = new ArrayList<>();
    LogReading.read(broker, both, () -> false, (entry, _) -> told.add(entry));
    assertThat(told).containsExactly(entry(3));
  }

  @Test
  void whatNobodyWaitsForIsNotReadToItsEnd() {
    LogReading.read(
        broker, List.of(entry(3)), () -> true, (entry, _) -> found.add(entry.position().offset()));
    assertThat(found).isEmpty();
  }

  private void holds(long... offsets) {
    for (long offset : offsets) {
      holds(offset, new WorkspaceId(OURS), "evt_" + offset);
    }
  }

  private void holds(long offset, WorkspaceId workspace, String id) {
    RecordHeaders headers = new RecordHeaders();
    new MessageHeaders(id, CollectedEvent.TYPE, workspace, id, Inputs.START, null)
        .toHeaders()
        .forEach(headers::add);
    broker.addRecord(
        new ConsumerRecord<>(
            "events",
            0,
            offset,
            0L,
            TimestampType.CREATE_TIME,
            0,
            0,
            new byte[0],
            new byte[0],
            headers,
            Optional.empty()));
  }

  private void read(long... offsets) {
    LogReading.read(
        broker,
        LongStream.of(offsets).mapToObj(LogReadingTest::entry).toList(),
        () -> false,
        (entry, _) -> found.add(entry.position().offset()));
  }

  private static LogEntry entry(long offset) {
    return new LogEntry(
        new WorkspaceId(OURS), "evt_" + offset, new LogPosition("events", 0, offset));
  }
}
