package dev.tributary.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
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
    CompletableFuture<Thread> failing = new CompletableFuture<>();

    assertThatThrownBy(() ->
            Traffic.during(
                () -> {
                  failing.complete(Thread.currentThread());
                  throw new IllegalArgumentException("The visitors ended");
                },
                () -> {
                  failing.join().join();
                  return 7;
                }))
        .isInstanceOf(IllegalStateException.class)
        .hasRootCauseMessage("The visitors ended");
  }
}
