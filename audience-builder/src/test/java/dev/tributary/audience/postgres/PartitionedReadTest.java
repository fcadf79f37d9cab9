package dev.tributary.audience.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tributary.audience.dictionary.Coverage;
import dev.tributary.contracts.Topic;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PartitionedReadTest {
  private static final int PARTS = Topic.PROFILES.partitions();

  @Test
  void aReadOfAllPartitionsIsNotAnEstimate() throws SQLException {
    Coverage coverage =
        new PartitionedRead(Clock.systemUTC(), Duration.ofHours(1))
            .read((part, _) -> PartRead.all(part));
    assertThat(coverage.estimated()).isFalse();
    assertThat(coverage.total()).isEqualTo(PARTS * (PARTS - 1L) / 2);
  }

  @Test
  void thePeopleThatWereReadStandForTheOthers() throws SQLException {
    Coverage coverage = hasty(new PartRead(100, 100, 0.25));
    assertThat(coverage.estimated()).isTrue();
    assertThat(coverage.total()).isEqualTo(400L * PARTS);
  }

  /** Otherwise one robot would turn thousands of events into millions. */
  @Test
  void theEventsOfAPersonWhoWasNotReadToTheEndCountOnce() throws SQLException {
    Coverage coverage = hasty(new PartRead(5_100, 100, 0.25));
    assertThat(coverage.estimated()).isTrue();
    assertThat(coverage.total()).isEqualTo(400L * PARTS + 5_000);
  }

  @Test
  void whatWasReadOfOnePersonAloneIsMarkedAsAnEstimate() throws SQLException {
    Coverage coverage = hasty(new PartRead(1_000, 0, 0));
    assertThat(coverage.estimated()).isTrue();
    assertThat(coverage.total()).isCloseTo(1_000, within(20L));
  }

  private static Coverage hasty(PartRead first) throws SQLException {
    return new PartitionedRead(Clock.systemUTC(), Duration.ZERO).read((_, _) -> first);
  }
}
