package dev.tributary.runtime.threads;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SignalTest {
  private static final Duration LONG = Duration.ofHours(1);
  private static final Duration SHORT = Duration.ofMillis(20);

  private final Signal signal = new Signal();

  @Test
  void aSignalEndsTheWait() {
    UniAssertSubscriber<Boolean> reader = waiting(LONG);
    reader.assertNotTerminated();
    signal.raise();
    reader.assertCompleted().assertItem(true);
    waiting(LONG).assertNotTerminated();
  }

  @Test
  void aSignalBeforeTheWaitEndsItAtOnceAndManyCountAsOne() {
    signal.raise();
    signal.raise();
    waiting(LONG).assertCompleted().assertItem(true);
    waiting(LONG).assertNotTerminated();
  }

  @Test
  void aWaitEndsAfterItsTimeAndTheNextSignalEndsTheNextWait() {
    waiting(SHORT).awaitItem().assertItem(false);
    signal.raise();
    waiting(LONG).assertCompleted().assertItem(true);
  }

  @Test
  void aSignalAfterACancelledWaitIsNotLost() {
    waiting(LONG).cancel();
    signal.raise();
    waiting(LONG).assertCompleted().assertItem(true);
  }

  @Test
  void aLookDoesNotWait() {
    assertThat(signal.within(Duration.ZERO).await().indefinitely()).isFalse();
    signal.raise();
    assertThat(signal.within(Duration.ZERO).await().indefinitely()).isTrue();
    assertThat(signal.within(Duration.ZERO).await().indefinitely()).isFalse();
  }

  private UniAssertSubscriber<Boolean> waiting(Duration atMost) {
    return signal.within(atMost).subscribe().withSubscriber(UniAssertSubscriber.create());
  }
}
