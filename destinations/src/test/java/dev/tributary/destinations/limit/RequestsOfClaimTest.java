package dev.tributary.destinations.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RequestsOfClaimTest {
  private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration FAST = Duration.ofMillis(1);

  private final RequestsOfClaim requests = new RequestsOfClaim();

  @Test
  void theNumberDoublesWithEachClaimThatWasAnswered() {
    assertThat(requests.wanted("people")).isEqualTo(1);
    answered(1, FAST);
    assertThat(requests.wanted("people")).isEqualTo(2);
    answered(2, FAST);
    assertThat(requests.wanted("people")).isEqualTo(4);
    assertThat(requests.wanted("orders")).isEqualTo(1);
  }

  @Test
  void aClaimHasNoMoreRequestsThanAWorkerSendsInItsTime() {
    answered(10, Duration.ofMillis(500));
    assertThat(requests.wanted("people")).isEqualTo(5);
    answered(5, Duration.ofSeconds(5));
    assertThat(requests.wanted("people")).isEqualTo(1);
  }

  /** For example, one live record between the claims of a backfill. */
  @Test
  void aClaimThatFoundFewRowsSaysNothingAgainstMore() {
    answered(40, FAST);
    assertThat(requests.wanted("people")).isEqualTo(80);
    answered(1, FAST);
    assertThat(requests.wanted("people")).isEqualTo(80);
    answered(1, Duration.ofMillis(25));
    assertThat(requests.wanted("people")).isEqualTo(10);
  }

  @Test
  void theNumberHasABound() {
    answered(RequestsOfClaim.MOST_ROWS, FAST);
    assertThat(requests.wanted("people")).isEqualTo(RequestsOfClaim.MOST_ROWS);
  }

  @Test
  void anythingButAnAnswerMakesItOneAgain() {
    answered(8, FAST);
    requests.failed("people", T0.plusSeconds(1));
    assertThat(requests.wanted("people")).isEqualTo(1);
  }

  @Test
  void aClaimFromBeforeAFailureDoesNotRaiseIt() {
    requests.failed("people", T0);
    requests.answered("people", 8, T0.minusMillis(1), T0.plusMillis(1));
    assertThat(requests.wanted("people")).isEqualTo(1);
    requests.answered("people", 8, T0.plusMillis(1), T0.plusMillis(2));
    assertThat(requests.wanted("people")).isEqualTo(16);
  }

  @Test
  void aTimeThatIsTooShortForTheClockDoublesToo() {
    answered(3, Duration.ZERO);
    assertThat(requests.wanted("people")).isEqualTo(6);
  }

  @Test
  void anotherDefinitionBeginsWithOne() {
    answered(8, FAST);
    requests.clear();
    assertThat(requests.wanted("people")).isEqualTo(1);
  }

  private void answered(int sent, Duration time) {
    requests.answered("people", sent, T0, T0.plus(time));
  }
}
