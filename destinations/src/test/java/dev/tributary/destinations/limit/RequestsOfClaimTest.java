package dev.tributary.destinations.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RequestsOfClaimTest {
  private static final Duration FAST = Duration.ofMillis(1);

  private final RequestsOfClaim requests = new RequestsOfClaim();

  @Test
  void theNumberDoublesWithEachClaimThatWasAnswered() {
    assertThat(requests.wanted("people")).isEqualTo(1);
    requests.answered("people", 1, FAST);
    assertThat(requests.wanted("people")).isEqualTo(2);
    requests.answered("people", 2, FAST);
    assertThat(requests.wanted("people")).isEqualTo(4);
    assertThat(requests.wanted("orders")).isEqualTo(1);
  }

  @Test
  void aClaimHasNoMoreRequestsThanAWorkerSendsInItsTime() {
    requests.answered("people", 10, Duration.ofMillis(500));
    assertThat(requests.wanted("people")).isEqualTo(5);
    requests.answered("people", 5, Duration.ofSeconds(5));
    assertThat(requests.wanted("people")).isEqualTo(1);
  }

  @Test
  void theNumberHasABound() {
    requests.answered("people", RequestsOfClaim.MOST_ROWS, FAST);
    assertThat(requests.wanted("people")).isEqualTo(RequestsOfClaim.MOST_ROWS);
  }

  @Test
  void anythingButAnAnswerMakesItOneAgain() {
    requests.answered("people", 8, FAST);
    requests.failed("people");
    assertThat(requests.wanted("people")).isEqualTo(1);
  }

  @Test
  void aTimeThatIsTooShortForTheClockDoublesToo() {
    requests.answered("people", 3, Duration.ZERO);
    assertThat(requests.wanted("people")).isEqualTo(6);
  }
}
