package dev.tributary.runtime.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.Topic;
import dev.tributary.contracts.event.Tick;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The time that all partitions have published past. */
class WatermarkTest {
  private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
  private static final Topic TOPIC = Topic.EVENTS;

  private final Positions positions = new Positions("watermark");
  private final Map<TopicPartition, AssignedPartition> assigned = new HashMap<>();
  private TestDatabase database;
  private Connection tx;

  @BeforeEach
  void claimed() throws SQLException {
    database = TestDatabase.migrated("watermark");
    tx = database.worker().getConnection();
    for (int part = 0; part < TOPIC.partitions(); part++) {
      assigned.put(partition(part), new AssignedPartition());
    }
    positions.claim(tx, assigned);
  }

  @AfterEach
  void close() throws SQLException {
    tx.close();
    database.close();
  }

  @Test
  void isUnknownUntilEveryPartitionHasPublishedATick() throws Exception {
    publish(0, TOPIC.partitions() - 1, at(5));
    assertThat(watermark()).isNull();
    publish(TOPIC.partitions() - 1, TOPIC.partitions(), at(3));
    assertThat(watermark()).isEqualTo(new Tick(at(3), Map.of()));
  }

  @Test
  void isThatOfWhatWasReadAheadForThoseWhoHaveNothingWaiting() throws Exception {
    publish(0, TOPIC.partitions(), at(5));
    publish(1, TOPIC.partitions(), at(20));
    ahead(
        0,
        assigned(0).epoch,
        Tick.of(
            at(30), Map.of(new WorkspaceId("a"), at(2), new WorkspaceId("b"), at(12)), Map.of()));
    Tick watermark = watermark();
    assertThat(watermark).isNotNull();
    assertThat(watermark.time(new WorkspaceId("a"))).as("published already").isEqualTo(at(5));
    assertThat(watermark.time(new WorkspaceId("b"))).isEqualTo(at(12));
    assertThat(watermark.time(new WorkspaceId("c"))).as("published elsewhere").isEqualTo(at(20));
  }

  @Test
  void hasTheClocksOfTheNewestTickThatIsKnown() throws Exception {
    publish(0, TOPIC.partitions(), at(5));
    ahead(0, assigned(0).epoch, Tick.of(at(30), Map.of(), Map.of(new WorkspaceId("a"), 60_000L)));
    assertThat(
            positions.watermark(tx, TOPIC, new Tick(at(6), Map.of(new WorkspaceId("a"), 1_000L))))
        .isEqualTo(new Tick(at(5), Map.of(new WorkspaceId("a"), 60_000L)));
    assertThat(
            positions.watermark(tx, TOPIC, new Tick(at(31), Map.of(new WorkspaceId("a"), 1_000L))))
        .isEqualTo(new Tick(at(5), Map.of(new WorkspaceId("a"), 1_000L)));
  }

  @Test
  void aPredecessorWritesNothingAndWhatItHasWrittenStays() throws Exception {
    publish(0, TOPIC.partitions(), at(5));
    publish(1, TOPIC.partitions(), at(20));
    long before = assigned(0).epoch;
    ahead(0, before, new Tick(at(7), Map.of()));
    positions.claim(tx, Map.of(partition(0), assigned(0)));
    assertThat(assigned(0).epoch).isGreaterThan(before);
    assertThat(watermark()).isEqualTo(new Tick(at(7), Map.of()));
    ahead(0, before, new Tick(at(9), Map.of()));
    assertThat(watermark()).isEqualTo(new Tick(at(7), Map.of()));
    ahead(0, assigned(0).epoch, new Tick(at(8), Map.of()));
    assertThat(watermark()).isEqualTo(new Tick(at(8), Map.of()));
  }

  private Tick watermark() throws SQLException {
    return positions.watermark(tx, TOPIC, new Tick(START, Map.of()));
  }

  private void ahead(int part, long epoch, Tick tick) throws SQLException {
    positions.ahead(tx, List.of(new Positions.Ahead(partition(part), epoch, tick)));
  }

  /** As two polls would: what the first has applied is published before the second. */
  private void publish(int from, int to, Instant at) throws Exception {
    for (int part = from; part < to; part++) {
      AssignedPartition mine = assigned(part);
      mine.tick = at.toEpochMilli();
      mine.allPublished();
      positions.advance(
          tx,
          List.of(
              new Positions.Advance(partition(part), mine, mine.next, mine.next + 1, mine.tick)));
      mine.next++;
    }
  }

  private AssignedPartition assigned(int part) {
    return assigned.get(partition(part));
  }

  private static TopicPartition partition(int part) {
    return new TopicPartition(TOPIC.topicName(), part);
  }

  private static Instant at(long seconds) {
    return START.plusSeconds(seconds);
  }
}
