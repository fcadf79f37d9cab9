package dev.tributary.runtime.threads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.problem.Problem;
import dev.tributary.runtime.problem.Problems;
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
    limits.acquire(SHOP);
    limits.acquire(SHOP);
    assertRefused(SHOP, "of this workspace");
    limits.acquire(OTHER);
    assertRefused(OTHER, "at this instance of the service");
    limits.release(SHOP);
    limits.acquire(OTHER);
    assertRefused(SHOP, "at this instance of the service");
  }

  @Test
  void theEndWaitsForTheOpenStreamsAndAllowsNoMore() throws InterruptedException {
    limits.acquire(SHOP);
    CountDownLatch end = new CountDownLatch(1);
    Thread closing = Thread.startVirtualThread(() -> limits.close(end::countDown));
    end.await();
    assertThat(limits.closed()).isTrue();
    assertRefused(SHOP, "stopping");
    limits.release(SHOP);
    assertThat(closing.join(BOUND)).isTrue();
    assertRefused(SHOP, "stopping");
  }

  @Test
  void theEndWaitsForAStreamThatDoesNotEndOnlyForAMoment() throws InterruptedException {
    limits.acquire(SHOP);
    Thread closing = Thread.startVirtualThread(() -> limits.close(() -> {}));
    assertThat(closing.join(BOUND)).isTrue();
  }

  private void assertRefused(WorkspaceId workspace, String text) {
    assertThatThrownBy(() -> limits.acquire(workspace))
        .isInstanceOfSatisfying(
            Problem.class, problem -> assertThat(problem.code()).isEqualTo(Problems.UNAVAILABLE))
        .hasMessageContaining(text);
  }
}
