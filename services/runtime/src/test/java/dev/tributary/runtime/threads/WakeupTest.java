package dev.tributary.runtime.threads;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WakeupTest {
  private static final Duration LONG = Duration.ofMinutes(5);

  private final Wakeup wakeup = new Wakeup(2);

  @Test
  void aSignalBeforeTheWaitIsNotLost() throws Exception {
    wakeup.signal();

    assertThat(wakeup.await(LONG)).isTrue();
  }

  @Test
  void aSignalWakesAWorkerThatWaits() throws Exception {
    Thread signal = Thread.ofVirtual().start(wakeup::signal);

    assertThat(wakeup.await(LONG)).isTrue();
    signal.join();
  }

  @Test
  void aWaitWithoutALimitEndsWithASignal() throws Exception {
    Thread worker =
        Thread.ofVirtual()
            .start(() -> {
              try {
                wakeup.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    assertThat(worker.join(Duration.ofMillis(100))).as("ended without a signal").isFalse();

    wakeup.signal();

    assertThat(worker.join(LONG)).isTrue();
  }

  @Test
  void noMoreSignalsAreKeptThanThereAreWorkers() throws Exception {
    for (int i = 0; i < 5; i++) {
      wakeup.signal();
    }

    assertThat(wakeup.await(Duration.ZERO)).isTrue();
    assertThat(wakeup.await(Duration.ZERO)).isTrue();
    assertThat(wakeup.await(Duration.ZERO)).isFalse();
  }
}
