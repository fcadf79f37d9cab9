package dev.tributary.identity.kafka.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.event.CollectedEvent;
import dev.tributary.contracts.id.EventId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.row.RowChange;
import dev.tributary.identity.acceptance.LogPosition;
import dev.tributary.identity.kafka.Inputs;
import dev.tributary.identity.replay.HistoricalInput;
import dev.tributary.identity.replay.ProgressListener;
import dev.tributary.identity.replay.job.InputHistory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

/** Rows of a workspace, of a topic that holds everybody's, from a broker that may be silent. */
class KafkaInputHistoryTest {
  private static final String OURS = "wsp_ours";

  private final MockConsumer<byte[], byte[]> single = new MockConsumer<>("earliest");
  private final MockConsumer<byte[], byte[]> rows = new MockConsumer<>("earliest");

  @Test
  void whoeverStopsDoesNotWaitForRowsOfTheWorkspace() {
    InputHistory log = log(2);
    int[] asked = {0};
    assertThat(log.nextRow(stopping(() -> asked[0]++ == 3))).isNull();
    assertThat(asked[0]).isEqualTo(4);
  }

  @Test
  void aBrokerThatStaysSilentIsAFailure() {
    InputHistory log = log(2);
    assertThatExceptionOfType(TimeoutException.class)
        .isThrownBy(() -> log.nextRow(stopping(() -> false)))
        .withMessageContaining("silent");
  }

  @Test
  void aRowWithoutReadableHeadersIsPassedOver() {
    InputHistory log = log(3);
    rows.schedulePollTask(() -> {
      add(0, new WorkspaceId(OURS), headers -> headers.remove(MessageHeaders.ROOT_RECEIVED_AT));
      add(1, new WorkspaceId("wsp_theirs"), _ -> {});
      add(2, new WorkspaceId(OURS), _ -> {});
    });
    ProgressListener watch = stopping(() -> false);
    assertThat(Optional.ofNullable(log.nextRow(watch)).orElseThrow().position().offset())
        .isEqualTo(2);
    assertThat(log.nextRow(watch)).isNull();
  }

  /** A recreated log gives its offsets out again: both records stay in the database. */
  @Test
  void twoInputsOfOnePositionAreToldApart() {
    InputHistory log = log(0);
    TopicPartition events = new TopicPartition(Topic.EVENTS.topicName(), 0);
    single.updateBeginningOffsets(Map.of(events, 0L));
    single.updateEndOffsets(Map.of(events, 8L));
    single.schedulePollTask(() ->
        single.addRecord(
            record(
                Topic.EVENTS,
                7,
                new MessageHeaders(
                        "evt_new",
                        CollectedEvent.TYPE,
                        new WorkspaceId(OURS),
                        "r",
                        Inputs.START,
                        null)
                    .toHeaders())));
    HistoricalInput old = past(1, new EventId("evt_old"));
    HistoricalInput fresh = past(2, new EventId("evt_new"));
    assertThat(log.at(List.of(fresh, old), stopping(() -> false)))
        .containsOnlyKeys(fresh.in(new WorkspaceId(OURS)));
  }

  private static HistoricalInput past(long number, EventId event) {
    LogPosition position = new LogPosition(Topic.EVENTS.topicName(), 0, 7);
    return new HistoricalInput(number, event, position, Inputs.START, null);
  }

  @Test
  void nothingThatMayFailIsAskedOfABrokerBeforeItCanBeClosed() {
    rows.setOffsetsException(new TimeoutException("nobody there"));
    InputHistory log = new KafkaInputHistory(single, rows, new WorkspaceId(OURS));
    assertThatExceptionOfType(TimeoutException.class).isThrownBy(log::readOn);
    log.close();
    assertThat(single.closed()).isTrue();
    assertThat(rows.closed()).isTrue();
  }

  /** Of which the first partition ends there, and the others are empty. */
  private InputHistory log(long end) {
    Map<TopicPartition, Long> none =
        IntStream.range(0, Topic.ROWS.partitions())
            .mapToObj(KafkaInputHistoryTest::partition)
            .collect(Collectors.toMap(each -> each, _ -> 0L));
    rows.updateBeginningOffsets(none);
    Map<TopicPartition, Long> ends = new HashMap<>(none);
    ends.put(partition(0), end);
    rows.updateEndOffsets(ends);
    InputHistory log = new KafkaInputHistory(single, rows, new WorkspaceId(OURS));
    log.readOn();
    return log;
  }

  private static TopicPartition partition(int number) {
    return new TopicPartition(Topic.ROWS.topicName(), number);
  }

  private void add(long offset, WorkspaceId workspace, Consumer<Map<String, byte[]>> change) {
    Map<String, byte[]> headers =
        new HashMap<>(
            new MessageHeaders("msg_1", RowChange.TYPE, workspace, "msg_1", Inputs.START, null)
                .toHeaders());
    change.accept(headers);
    rows.addRecord(record(Topic.ROWS, offset, headers));
  }

  private static ConsumerRecord<byte[], byte[]> record(
      Topic topic, long offset, Map<String, byte[]> headers) {
    RecordHeaders all = new RecordHeaders();
    headers.forEach(all::add);
    return new ConsumerRecord<>(
        topic.topicName(),
        0,
        offset,
        0L,
        TimestampType.CREATE_TIME,
        0,
        0,
        new byte[0],
        new byte[0],
        all,
        Optional.empty());
  }

  private interface Asked {
    boolean stopped();
  }

  private static ProgressListener stopping(Asked asked) {
    return new ProgressListener() {
      @Override
      public void done(long inputs, long all) {}

      @Override
      public boolean stopped() {
        return asked.stopped();
      }
    };
  }
}
