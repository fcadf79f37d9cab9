package dev.tributary.destinations.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.id.SyncId;
import dev.tributary.destinations.connector.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RefusedAlikeTest {
  private static final SyncId SYNC = new SyncId("syn_1");
  private Instant now = Instant.parse("2026-03-01T00:00:00Z");
  private final RefusedAlike refusals =
      new RefusedAlike(
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

  private void refuseTogether(String batch) {
    Outcome refused = new Outcome.RefusedTogether(null, "Required");
    assertThat(refusals.observe(SYNC, batch, Collections.nCopies(50, refused))).isNull();
  }

  private @Nullable String alone(Outcome outcome) {
    return refusals.observe(SYNC, "att_9", List.of(outcome));
  }

  private void suspect() {
    refuseTogether("att_1");
    refuseTogether("att_2");
    refuseTogether("att_3");
    assertThat(refusals.isSuspicious(SYNC)).isTrue();
  }

  @Test
  void valuesInTheWordsOfARefusalMakeNoOtherCauseAndAreNotShown() {
    suspect();
    for (int i = 1; i < RefusedAlike.ALONE; i++) {
      String words = "The address \"p%d@example.org\" of record %d is unknown".formatted(i, i);
      assertThat(alone(new Outcome.Rejected("email", words))).isNull();
    }
    Outcome last =
        new Outcome.Rejected("email", "The address 'x@example.org' of record a1 is unknown");
    assertThat(alone(last)).isEqualTo("The address … of record … is unknown");
  }

  @Test
  void anotherCauseOrAnAcceptedRecordBeginsAgain() {
    suspect();
    for (int i = 0; i < 5 * RefusedAlike.ALONE; i++) {
      assertThat(alone(new Outcome.Rejected(i % 2 == 0 ? "email" : "phone", "unknown"))).isNull();
    }
    for (int i = 0; i < 5 * RefusedAlike.ALONE; i++) {
      if (i % 15 == 14) {
        alone(new Outcome.Delivered(null));
        now = now.plus(Duration.ofMinutes(5));
        suspect();
      }
      assertThat(alone(new Outcome.Rejected("email", "unknown"))).isNull();
    }
  }

  @Test
  void afterThreeRefusedBatchesRecordsAreSentAloneUntilOneIsAccepted() {
    refuseTogether("att_1");
    assertThat(refusals.isSuspicious(SYNC)).isFalse();
    assertThat(refusals.isAnySuspicious()).isFalse();
    refuseTogether("att_2");
    assertThat(refusals.isAnySuspicious()).isTrue();
    refuseTogether("att_3");
    assertThat(refusals.isSuspicious(SYNC)).isTrue();
    assertThat(refusals.isSuspicious(new SyncId("syn_2"))).isFalse();
    assertThat(alone(new Outcome.Accepted(null))).isNull();
    assertThat(refusals.isSuspicious(SYNC)).isFalse();
    assertThat(refusals.isAnySuspicious()).isFalse();
  }

  @Test
  void theHalvesOfOneBatchAreNoFurtherBatches() {
    refuseTogether("att_1");
    for (String half : List.of("0", "1", "00", "01", "10", "11", "010", "011", "1.0", "1.1")) {
      refuseTogether("att_1" + half);
    }
    assertThat(refusals.isSuspicious(SYNC)).isFalse();
    refuseTogether("att_2");
    assertThat(refusals.isSuspicious(SYNC)).isFalse();
  }

  @Test
  void singleRecordsPauseNoSyncOfWhichNoBatchWasRefused() {
    for (int i = 0; i < 5 * RefusedAlike.ALONE; i++) {
      assertThat(alone(new Outcome.Rejected("email", "unknown"))).isNull();
    }
    suspect();
    assertThat(alone(new Outcome.Rejected("email", "unknown"))).isNull();
  }

  @Test
  void aSyncOfWhichARecordWasJustAcceptedDoesNotPause() {
    alone(new Outcome.Delivered(null));
    suspect();
    for (int i = 0; i < 5 * RefusedAlike.ALONE; i++) {
      assertThat(alone(new Outcome.Rejected("email", "unknown"))).isNull();
    }
    now = now.plus(RefusedAlike.ACCEPTED);
    assertThat(alone(new Outcome.Rejected("email", "unknown"))).isEqualTo("unknown");
  }

  @Test
  void refusalsAreForgottenAfterSomeTime() {
    suspect();
    now = now.plus(RefusedAlike.FORGOTTEN.plusSeconds(1));
    assertThat(refusals.isSuspicious(SYNC)).isFalse();
    refuseTogether("att_4");
    assertThat(refusals.isSuspicious(SYNC)).isFalse();
  }

  @Test
  void anOutageIsNoRefusal() {
    suspect();
    for (int i = 0; i < 5 * RefusedAlike.ALONE; i++) {
      assertThat(alone(new Outcome.Transient("HTTP 500", null))).isNull();
    }
  }
}
