package dev.tributary.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class TrafficTest {
  @Test
  void theTrafficLastsAsLongAsTheMeasurement() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);

    int measured =
        Traffic.during(
            () -> {
              started.countDown();
              while (!Thread.currentThread().isInterrupted()) {
                LockSupport.park();
              }
              ended.countDown();
            },
            () -> {
              started.await();
              return 7;
            });

    assertThat(measured).isEqualTo(7);
    assertThat(ended.getCount()).isZero();
  }

  @Test
  void aMeasurementWhoseTrafficFailedHasNoResult() {
    CountDownLatch failing = new CountDownLatch(1);

    assertThatThrownBy(() ->
            Traffic.during(
                () -> {
                  failing.countDown();
                  throw new IllegalArgumentException("The visitors ended");
                },
                () -> {
                  failing.await();
                  Thread.getAllStackTraces().keySet().stream()
                      .filter(thread -> thread.getName().equals("traffic"))
                      .findAny()
                      .ifPresent(TrafficTest::join);
                  return 7;
                }))
        .isInstanceOf(IllegalStateException.class)
        .hasRootCauseMessage("The visitors ended");
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
