package dev.tributary.control.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.id.WorkspaceId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChangeRequestStateTest {
  private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
  private static final Participant ANNA = new Participant("1", "anna");
  private static final Participant BEN = new Participant("2", "ben");

  private static ChangeRequest request(State stored, ChangeRequest.@Nullable Decision decision) {
    return new ChangeRequest(
        new WorkspaceId("wsp_1"),
        "chr_1",
        new ChangeRequest.Asked("POST", "/syncs", null, "", "why", ANNA, START),
        stored,
        decision,
        null);
  }

  @Test
  void anOpenRequestExpiresAfterThirtyDays() {
    ChangeRequest request = request(State.OPEN, null);
    Instant end = START.plus(Duration.ofDays(30));
    assertThat(request.state(end.minusSeconds(1))).isEqualTo(State.OPEN);
    assertThat(request.state(end)).isEqualTo(State.EXPIRED);
  }

  @Test
  void aDecisionOutlivesThePeriod() {
    ChangeRequest request = request(State.REJECTED, new ChangeRequest.Decision(BEN, START, "no"));
    assertThat(request.state(START.plus(Duration.ofDays(31)))).isEqualTo(State.REJECTED);
  }

  @Test
  void aChangeWhoseServiceStoppedMeanwhileHasAnUnknownOutcome() {
    ChangeRequest request = request(State.APPLYING, new ChangeRequest.Decision(BEN, START, null));
    assertThat(request.state(START.plusSeconds(60))).isEqualTo(State.APPLYING);
    assertThat(request.outcome(START.plusSeconds(60))).isNull();
    Instant later = START.plusSeconds(121);
    assertThat(request.state(later)).isEqualTo(State.FAILED);
    ChangeRequest.Outcome outcome = request.outcome(later);
    assertThat(outcome).isNotNull();
    assertThat(outcome.detail()).contains("not known");
  }
}
