package dev.tributary.destinations.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.id.SyncId;
import dev.tributary.destinations.connector.Outcome;
import java.time.Clock;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefusedAlikeTest {
  private static final SyncId SYNC = new SyncId("syn_1");
  private final RefusedAlike refusals = new RefusedAlike(Clock.systemUTC());

  private void refuseTogether(SyncId sync) {
    Outcome refused = new Outcome.RefusedTogether(null, "Required");
    assertThat(refusals.observe(sync, Collections.nCopies(50, refused))).isNull();
  }

  @Test
  void valuesInTheWordsOfARefusalMakeNoOtherCause() {
    for (int i = 1; i < RefusedAlike.ALONE; i++) {
      String words = "The address \"p%d@example.org\" of record %d is unknown".formatted(i, i);
      assertThat(refusals.observe(SYNC, List.of(new Outcome.Rejected("email", words)))).isNull();
    }
    Outcome last = new Outcome.Rejected("email", "The address \"x\" of record a1 is unknown");
    assertThat(refusals.observe(SYNC, List.of(last))).isEqualTo(last.words());
  }

  @Test
  void anotherCauseOrAnAcceptedRecordBeginsAgain() {
    for (int i = 0; i < 5 * RefusedAlike.ALONE; i++) {
      Outcome outcome =
          i % 15 == 14 ? new Outcome.Delivered(null) : new Outcome.Rejected("email", "unknown");
      assertThat(refusals.observe(SYNC, List.of(outcome))).isNull();
    }
    for (int i = 0; i < 5 * RefusedAlike.ALONE; i++) {
      Outcome outcome = new Outcome.Rejected(i % 2 == 0 ? "email" : "phone", "unknown");
      assertThat(refusals.observe(SYNC, List.of(outcome))).isNull();
    }
  }

  @Test
  void afterThreeRefusedBatchesRecordsAreSentAloneUntilOneIsAccepted() {
    refuseTogether(SYNC);
    assertThat(refusals.isSuspicious(SYNC)).isFalse();
    assertThat(refusals.isAnySuspicious()).isFalse();
    refuseTogether(SYNC);
    assertThat(refusals.isAnySuspicious()).isTrue();
    refuseTogether(SYNC);
    assertThat(refusals.isSuspicious(SYNC)).isTrue();
    assertThat(refusals.isSuspicious(new SyncId("syn_2"))).isFalse();
    assertThat(refusals.observe(SYNC, List.of(new Outcome.Accepted(null)))).isNull();
    assertThat(refusals.isSuspicious(SYNC)).isFalse();
    assertThat(refusals.isAnySuspicious()).isFalse();
  }

  @Test
  void anOutageIsNoRefusal() {
    for (int i = 0; i < 5 * RefusedAlike.ALONE; i++) {
      Outcome outage = new Outcome.Transient("HTTP 500", null);
      assertThat(refusals.observe(SYNC, List.of(outage))).isNull();
    }
  }
}
