package dev.tributary.warehouse.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.id.WorkspaceId;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FollowedRunsTest {
  private static final WorkspaceId SHOP = new WorkspaceId("wsp_1");
  private static final WorkspaceId BANK = new WorkspaceId("wsp_2");

  private final FollowedRuns followed = new FollowedRuns();

  @Test
  void aReaderReadsAtOnceAndThenAfterEachChangeOfItsRun() throws Exception {
    try (FollowedRuns.Follower follower = followed.follow(SHOP, "run_1")) {
      assertThat(changed(follower)).isTrue();
      assertThat(changed(follower)).isFalse();

      followed.changed(SHOP, "run_2");
      followed.changed(BANK, "run_1");
      assertThat(changed(follower)).isFalse();

      followed.changed(SHOP, "run_1");
      assertThat(changed(follower)).isTrue();
    }
  }

  @Test
  void severalChangesAreReadOnce() throws Exception {
    try (FollowedRuns.Follower follower = followed.follow(SHOP, "run_1")) {
      followed.changed(SHOP, "run_1");
      followed.changed(SHOP, "run_1");

      assertThat(changed(follower)).isTrue();
      assertThat(changed(follower)).isFalse();
    }
  }

  @Test
  void allReadersOfARunAreWoken() throws Exception {
    try (FollowedRuns.Follower first = followed.follow(SHOP, "run_1");
        FollowedRuns.Follower second = followed.follow(SHOP, "run_1")) {
      assertThat(changed(first)).isTrue();
      assertThat(changed(second)).isTrue();

      followed.changed(SHOP, "run_1");

      assertThat(changed(first)).isTrue();
      assertThat(changed(second)).isTrue();
    }
  }

  @Test
  void aRunWithoutReadersIsNotRemembered() {
    FollowedRuns.Follower first = followed.follow(SHOP, "run_1");
    FollowedRuns.Follower second = followed.follow(SHOP, "run_1");
    first.close();
    assertThat(followed.size()).isEqualTo(1);

    second.close();
    second.close();
    followed.changed(SHOP, "run_3");

    assertThat(followed.size()).isZero();
  }

  private static boolean changed(FollowedRuns.Follower follower) throws InterruptedException {
    return follower.awaitChange(Duration.ZERO);
  }
}
