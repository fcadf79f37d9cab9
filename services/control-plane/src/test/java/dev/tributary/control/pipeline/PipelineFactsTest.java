package dev.tributary.control.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.Topic;
import dev.tributary.contracts.fact.Fact;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.control.clock.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The facts for alerts, of a log that does not always show its messages in time. */
class PipelineFactsTest {
  private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
  private static final WorkspaceId WORKSPACE = new WorkspaceId("wsp_1");
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Position EVENTS = new Position(Topic.EVENTS, 3);
  private static final Position COMMANDS = new Position(Topic.COMMANDS, 1);

  private final ShownLog log = new ShownLog();
  private Instant now = START;
  private final Pipeline pipeline = checkedEach(Duration.ofSeconds(15));

  private Pipeline checkedEach(Duration checks) {
    return new Pipeline(
        log,
        (_, _) -> Optional.empty(),
        new Ticker("test", new NoClock(), _ -> {}, Duration.ofDays(1)),
        MINUTE,
        MINUTE,
        checks,
        () -> now);
  }

  @Test
  void aBacklogOfUnknownAgeIsReportedWithItsMessages() {
    log.shows(EVENTS, 7, 20, new UnreadRange.Unknown());
    assertThat(pipeline.facts())
        .containsExactly(new Fact.Backlog("identity", null, 13, true, START));
    now = START.plusSeconds(45);
    assertThat(pipeline.facts())
        .as("since the first check")
        .containsExactly(new Fact.Backlog("identity", null, 13, true, START));
  }

  @Test
  void theKnownAgeOfAnotherPartitionDoesNotHideTheUnknownOne() {
    Instant written = START.minusSeconds(5);
    log.shows(EVENTS, 7, 20, new UnreadRange.Unknown());
    log.shows(COMMANDS, 2, 3, new UnreadRange.Since(written));
    assertThat(pipeline.facts())
        .containsExactly(new Fact.Backlog("identity", written, 14, true, START));
  }

  @Test
  void aStatusDoesNotKnowTheAgeOfABacklogIfTheAgeOfAPartIsUnknown() {
    log.shows(EVENTS, 7, 20, new UnreadRange.Unknown());
    log.shows(COMMANDS, 2, 3, new UnreadRange.Since(START.minusSeconds(5)));
    assertThat(pipeline.status(WORKSPACE).stages().getFirst().behindSince()).isNull();
  }

  @Test
  void aStatusIsAsOfTheTimeBeforeTheServicesAnswered() {
    Pipeline slow =
        new Pipeline(
            log,
            (_, _) -> {
              now = now.plusSeconds(3);
              return Optional.empty();
            },
            new Ticker("test", new NoClock(), _ -> {}, Duration.ofDays(1)),
            MINUTE,
            MINUTE,
            MINUTE,
            () -> now);
    assertThat(slow.status(WORKSPACE).asOf()).isEqualTo(START);
  }

  @Test
  void aStageIsLateFromTheFirstCheckInWhichItReads() {
    Instant outage = START.minusSeconds(600);
    log.shows(EVENTS, 7, 20, new UnreadRange.Since(outage));
    pipeline.facts();
    now = START.plusSeconds(60);
    assertThat(pipeline.facts())
        .as("the reader stands still")
        .containsExactly(
            new Fact.Backlog("identity", outage, 13, false, null),
            new Fact.StandingPartition("identity", "events", 3, 7, START));
    now = START.plusSeconds(75);
    log.shows(EVENTS, 12, 20, new UnreadRange.Since(outage.plusSeconds(300)));
    assertThat(pipeline.facts())
        .containsExactly(new Fact.Backlog("identity", outage.plusSeconds(300), 8, false, now));
  }

  @Test
  void aStageStaysLateBetweenChecksThatAreFarApart() {
    Pipeline seldom = checkedEach(Duration.ofMinutes(2));
    log.shows(EVENTS, 7, 20, new UnreadRange.Since(START.minusSeconds(7_200)));
    seldom.facts();
    for (int check = 1; check <= 3; check++) {
      now = START.plusSeconds(120L * check);
      Instant waiting = now.minusSeconds(7_200);
      log.shows(EVENTS, 7 + check, 20 + check, new UnreadRange.Since(waiting));
      assertThat(seldom.facts())
          .containsExactly(new Fact.Backlog("identity", waiting, 13, false, START));
    }
  }

  @Test
  void aStageWithoutMessagesHasNoFact() {
    log.shows(EVENTS, 19, 20, new UnreadRange.Nothing());
    assertThat(pipeline.facts()).isEmpty();
  }
}
