package dev.tributary.runtime.threads;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.id.WorkspaceId;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class StreamLimitsTest {
  private static final WorkspaceId SHOP = new WorkspaceId("wsp_shop");
  private static final WorkspaceId OTHER = new WorkspaceId("wsp_other");
  private static final Duration BOUND = Duration.ofSeconds(30);

  private final StreamLimits limits = new StreamLimits(3, 2);

  @Test
  void aWorkspaceHasALimitAndLeavesTheRestToOthers() {
    assertThat(limits.tryAcquire(SHOP)).isTrue();
    assertThat(limits.tryAcquire(SHOP)).isTrue();
    assertThat(limits.tryAcquire(SHOP)).isFalse();
    assertThat(limits.tryAcquire(OTHER)).isTrue();
    assertThat(limits.tryAcquire(OTHER)).isFalse();
    limits.release(SHOP);
    assertThat(limits.tryAcquire(OTHER)).isTrue();
    assertThat(limits.tryAcquire(SHOP)).isFalse();
  }

  @Test
  void theEndWaitsForTheOpenStreamsAndAllowsNoMore() throws InterruptedException {
    assertThat(limits.tryAcquire(SHOP)).isTrue();
    CountDownLatch end = new CountDownLatch(1);
    Thread closing = Thread.startVirtualThread(() -> limits.close(end::countDown));
    end.await();
    assertThat(limits.closed()).isTrue();
    assertThat(limits.tryAcquire(SHOP)).isFalse();
    limits.release(SHOP);
    assertThat(closing.join(BOUND)).isTrue();
    assertThat(limits.tryAcquire(SHOP)).isFalse();
  }

  @Test
  void theEndWaitsForAStreamThatDoesNotEndOnlyForAMoment() throws InterruptedException {
    assertThat(limits.tryAcquire(SHOP)).isTrue();
    Thread closing = Thread.startVirtualThread(() -> limits.close(() -> {}));
    assertThat(closing.join(BOUND)).isTrue();
  }
}
