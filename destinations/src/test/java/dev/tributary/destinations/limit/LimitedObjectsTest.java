package dev.tributary.destinations.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.destinations.connector.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LimitedObjectsTest {
  private static final String OBJECT = "contacts";
  private Instant now = Instant.parse("2026-03-01T00:00:00Z");
  private final LimitedObjects limits =
      new LimitedObjects(
          new Clock() {
            @Override
            public ZoneId getZone() {
              return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
              return this;
            }

            @Override
            public Instant instant() {
              return now;
            }
          });

  /** Claims a batch, which has its answer a moment later. */
  private Instant claim() {
    Instant claimedAt = now;
    limits.claimed(OBJECT, claimedAt);
    now = now.plusMillis(1);
    return claimedAt;
  }

  private Outcome limit(Duration after) {
    return new Outcome.RateLimited(now.plus(after), "slowly");
  }

  private void observe(Instant claimedAt, Outcome... outcomes) {
    limits.observe(OBJECT, claimedAt, List.of(outcomes));
    limits.ended(OBJECT, claimedAt);
  }

  private Duration left() {
    return Duration.between(now, limits.earliestEnd(now).orElse(now));
  }

  @Test
  void anObjectTakesNothingUntilTheTimeThatTheDestinationNames() {
    observe(claim(), limit(Duration.ofSeconds(20)), limit(Duration.ofSeconds(50)));
    limits.limited("events", claim(), now.plusSeconds(10));
    assertThat(limits.at(now)).containsExactlyInAnyOrder(OBJECT, "events");
    assertThat(left()).isEqualTo(Duration.ofSeconds(10));
    now = now.plusSeconds(10);
    assertThat(limits.at(now)).containsExactly(OBJECT);
    now = now.plusSeconds(40);
    assertThat(limits.at(now)).isEmpty();
    assertThat(limits.earliestEnd(now)).isEmpty();
  }

  @Test
  void limitsInARowGrowUpToAMinute() {
    List<Long> seconds = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      observe(claim(), limit(Duration.ZERO));
      seconds.add(left().toSeconds());
      now = now.plus(left());
    }
    assertThat(seconds).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L, 60L);
    observe(claim(), limit(Duration.ofHours(1)));
    assertThat(left()).isEqualTo(Duration.ofMinutes(1));
    now = now.plus(left());

    observe(claim(), new Outcome.Delivered(null));
    observe(claim(), limit(Duration.ZERO));
    assertThat(left()).as("after a success").isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void theLaterTimeOfTheDestinationAndOfTheGrowthCounts() {
    observe(claim(), limit(Duration.ofSeconds(30)));
    now = now.plusSeconds(30);
    observe(claim(), limit(Duration.ofMillis(10)));
    assertThat(left()).isEqualTo(Duration.ofSeconds(2));
    now = now.plusSeconds(2);
    observe(claim(), limit(Duration.ofSeconds(5)));
    assertThat(left()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void batchesThatAreUnderWayTogetherCountOnce() {
    List<Instant> claimed = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      claimed.add(claim());
    }
    for (Instant each : claimed) {
      observe(each, limit(Duration.ZERO));
    }
    assertThat(left()).isPositive().isLessThanOrEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void aLateSuccessOfAnOlderBatchDoesNotEndALimit() {
    Instant older = claim();
    observe(claim(), limit(Duration.ofSeconds(50)));
    observe(older, new Outcome.Delivered(null));
    assertThat(limits.at(now)).containsExactly(OBJECT);
    now = now.plusSeconds(50);
    observe(claim(), new Outcome.Rejected(null, "wrong"));
    assertThat(limits.at(now)).isEmpty();
  }

  @Test
  void onlyABatchWhoseRowsAllGotALimitLimitsItsObject() {
    observe(claim(), limit(Duration.ofSeconds(50)), new Outcome.Delivered(null));
    assertThat(limits.at(now)).isEmpty();
    observe(claim(), limit(Duration.ofSeconds(50)), new Outcome.Transient("HTTP 500", null));
    assertThat(limits.at(now)).isEmpty();
    observe(claim(), limit(Duration.ofSeconds(50)), new Outcome.HeldBack(now, "our pace"));
    assertThat(limits.at(now)).as("a row that was not sent says nothing").containsExactly(OBJECT);
  }

  @Test
  void outcomesWithoutAnAnswerNeitherEndNorShortenALimit() {
    observe(claim(), limit(Duration.ofSeconds(50)));
    now = now.plusSeconds(50);
    for (Outcome each :
        List.of(
            new Outcome.HeldBack(now, "our pace"),
            new Outcome.QuotaSpent(now, "the day"),
            new Outcome.Transient("HTTP 500", null),
            new Outcome.Ambiguous("time-out"))) {
      Instant claimedAt = claim();
      observe(claimedAt, each);
      assertThat(limits.at(now)).as("the next batch may test the object").isEmpty();
    }
    observe(claim(), limit(Duration.ZERO));
    assertThat(left()).as("second in a row").isEqualTo(Duration.ofSeconds(2));
    observe(claim(), new Outcome.Ambiguous("time-out"));
    assertThat(left()).isPositive();
    assertThat(limits.at(now)).containsExactly(OBJECT);
  }

  @Test
  void afterALimitOneBatchAtATimeTestsTheObject() {
    observe(claim(), limit(Duration.ofSeconds(5)));
    now = now.plusSeconds(5);
    Instant test = claim();
    assertThat(limits.at(now)).containsExactly(OBJECT);
    assertThat(limits.isAnyTested()).isTrue();
    assertThat(limits.earliestEnd(now)).as("its end is not known").isEmpty();
    limits.ended(OBJECT, test.minusMillis(1));
    assertThat(limits.at(now)).as("another batch has ended").containsExactly(OBJECT);
    observe(test, new Outcome.Delivered(null));
    assertThat(limits.at(now)).isEmpty();
    assertThat(limits.isAnyTested()).isFalse();
    claim();
    assertThat(limits.at(now)).isEmpty();
  }

  @Test
  void aChangedDefinitionEndsAllLimitsAndOlderBatchesSayNothing() {
    Instant older = claim();
    observe(claim(), limit(Duration.ofSeconds(50)));
    limits.clear();
    assertThat(limits.at(now)).isEmpty();
    observe(older, limit(Duration.ofSeconds(50)));
    assertThat(limits.at(now)).isEmpty();
    observe(claim(), limit(Duration.ZERO));
    assertThat(left()).isEqualTo(Duration.ofSeconds(1));
  }
}
