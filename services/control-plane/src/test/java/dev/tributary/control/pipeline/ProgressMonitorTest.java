package dev.tributary.control.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.Topic;
import dev.tributary.control.pipeline.LogOffsets.Gap;
import dev.tributary.control.pipeline.ProgressMonitor.StageProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A machine without processors to spare shows the log late: what was known counts meanwhile. */
class ProgressMonitorTest {
  private static final Position POSITION = new Position(Topic.EVENTS, 3);
  private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
  private static final UnreadRange UNKNOWN = new UnreadRange.Unknown();

  private Instant now = START;
  private final ProgressMonitor monitor = new ProgressMonitor(Duration.ofMinutes(1), () -> now);

  @Test
  void aPartitionThatDoesNotMoveIsNamedAlsoWhileTheLogIsNotShownInTime() {
    assertThat(look(7, new UnreadRange.Since(START)).standing()).isEmpty();

    now = START.plusSeconds(90);
    StageProgress late = look(7, UNKNOWN);

    assertThat(late.standing()).containsExactly(new StalledPartition("events", 3, 7, START));
    assertThat(late.unread()).containsEntry(POSITION, new UnreadRange.Since(START));
  }

  @Test
  void whatWasKnownOfAnEarlierPositionCountsNoMore() {
    look(7, new UnreadRange.Since(START));

    now = START.plusSeconds(90);
    StageProgress moved = look(8, UNKNOWN);
    assertThat(moved.standing()).isEmpty();
    assertThat(moved.unread()).containsEntry(POSITION, UNKNOWN);

    now = START.plusSeconds(180);
    assertThat(look(8, UNKNOWN).standing()).as("maybe only ends of transactions").isEmpty();
  }

  @Test
  void aReaderThatHasNothingToReadStandsNowhere() {
    look(7, new UnreadRange.Since(START));
    look(7, new UnreadRange.Nothing());

    now = START.plusSeconds(90);
    StageProgress late = look(7, UNKNOWN);

    assertThat(late.standing()).isEmpty();
    assertThat(late.unread()).containsEntry(POSITION, UNKNOWN);
  }

  private StageProgress look(long offset, UnreadRange found) {
    return monitor.look(
        Stage.IDENTITY, Map.of(POSITION, new Gap(offset, 20)), Map.of(POSITION, found));
  }
}
