package dev.tributary.runtime.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CancellationTest {
  private final Cancellation stop = new Cancellation();
  private final AtomicInteger runs = new AtomicInteger();

  @Test
  void workGoesOnUntilTheFirstRequestWhoseReasonCounts() {
    stop.check();
    assertThat(stop.requested()).isFalse();

    stop.request(StopReason.LOST);
    stop.request(StopReason.CANCELLED);

    assertThat(stop.requested()).isTrue();
    assertThat(stop.reason()).isEqualTo(StopReason.LOST);
    assertThatExceptionOfType(WorkStopped.class).isThrownBy(stop::check);
  }

  @Test
  void aRequestCarriesOutEachActionOnce() {
    stop.onRequest(runs::incrementAndGet);
    stop.onRequest(runs::incrementAndGet);

    stop.request(StopReason.CANCELLED);
    stop.request(StopReason.SHUTDOWN);

    assertThat(runs).hasValue(2);
  }

  @Test
  void anActionThatComesAfterTheRequestIsCarriedOutAtOnce() {
    stop.request(StopReason.CANCELLED);

    stop.onRequest(runs::incrementAndGet);

    assertThat(runs).hasValue(1);
  }

  @Test
  void afterAFailedActionTheOthersAreCarriedOutAndTheFirstFailureIsThrown() {
    IllegalStateException failure = new IllegalStateException("The connection is closed");
    stop.onRequest(() -> {
      throw failure;
    });
    stop.onRequest(() -> {
      throw new StackOverflowError("Too deep");
    });
    stop.onRequest(runs::incrementAndGet);

    assertThatException().isThrownBy(() -> stop.request(StopReason.CANCELLED)).isSameAs(failure);

    assertThat(runs).hasValue(1);
    assertThat(stop.reason()).isEqualTo(StopReason.CANCELLED);
  }

  @Test
  void anActionWhoseRegistrationIsClosedIsNotCarriedOut() {
    stop.onRequest(runs::incrementAndGet).close();

    stop.request(StopReason.CANCELLED);

    assertThat(runs).hasValue(0);
  }
}
