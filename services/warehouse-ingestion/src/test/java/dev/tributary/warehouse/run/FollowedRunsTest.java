package dev.tributary.warehouse.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.contracts.change.ChangeSubject;
import dev.tributary.contracts.change.ChangedObjects;
import dev.tributary.contracts.change.PublishedChanges;
import dev.tributary.contracts.id.RunId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.problem.Problem;
import dev.tributary.runtime.threads.StreamLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FollowedRunsTest {
  private static final WorkspaceId SHOP = new WorkspaceId("wsp_1");
  private static final WorkspaceId BANK = new WorkspaceId("wsp_2");
  private static final RunId RUN = new RunId("run_1");

  private final FollowedRuns followed = new FollowedRuns(new StreamLimits(3, 2));

  @Test
  void aFollowerWakesAfterEachChangeOfItsRun() {
    RunFollower follower = followed.follow(SHOP, RUN);
    publish(SHOP, ChangeSubject.RUNS, "run_2");
    publish(BANK, ChangeSubject.RUNS, "run_1");
    publish(SHOP, ChangeSubject.MODELS, "run_1");
    assertThat(follower.change(Duration.ZERO).await().indefinitely()).isFalse();

    publish(SHOP, ChangeSubject.RUNS, "run_1", "run_2");
    assertThat(follower.change(Duration.ZERO).await().indefinitely()).isTrue();
    assertThat(follower.change(Duration.ZERO).await().indefinitely()).isFalse();
  }

  @Test
  void aChangeOfUnknownRunsWakesEachFollowerOfTheWorkspace() {
    RunFollower first = followed.follow(SHOP, RUN);
    RunFollower second = followed.follow(SHOP, new RunId("run_2"));
    RunFollower other = followed.follow(BANK, RUN);
    publish(SHOP, ChangeSubject.RUNS);
    assertThat(first.change(Duration.ZERO).await().indefinitely()).isTrue();
    assertThat(second.change(Duration.ZERO).await().indefinitely()).isTrue();
    assertThat(other.change(Duration.ZERO).await().indefinitely()).isFalse();
  }

  @Test
  void severalChangesWakeAFollowerOnce() {
    RunFollower follower = followed.follow(SHOP, RUN);
    publish(SHOP, ChangeSubject.RUNS, "run_1");
    publish(SHOP, ChangeSubject.RUNS, "run_1");
    assertThat(follower.change(Duration.ZERO).await().indefinitely()).isTrue();
    assertThat(follower.change(Duration.ZERO).await().indefinitely()).isFalse();
  }

  @Test
  void theNumberOfFollowersIsLimitedUntilSomeLeave() {
    RunFollower first = followed.follow(SHOP, RUN);
    followed.follow(SHOP, RUN);
    assertThatThrownBy(() -> followed.follow(SHOP, RUN)).isInstanceOf(Problem.class);
    followed.follow(BANK, RUN);
    assertThatThrownBy(() -> followed.follow(BANK, RUN)).isInstanceOf(Problem.class);

    followed.leave(first);
    followed.leave(first);
    assertThat(first.ended()).isTrue();
    followed.follow(SHOP, RUN);
    assertThatThrownBy(() -> followed.follow(SHOP, RUN)).isInstanceOf(Problem.class);
  }

  @Test
  void theEndOfTheInstanceEndsEachFollower() {
    RunFollower follower = followed.follow(SHOP, RUN);
    followed.close();
    assertThat(follower.change(Duration.ofSeconds(30)).await().indefinitely()).isTrue();
    assertThat(follower.ended()).isTrue();
    followed.leave(follower);
    assertThatThrownBy(() -> followed.follow(SHOP, RUN)).isInstanceOf(Problem.class);
  }

  private void publish(WorkspaceId workspace, ChangeSubject subject, String... ids) {
    followed.published(
        new PublishedChanges(
            "warehouse-ingestion",
            Instant.EPOCH,
            Map.of(workspace, List.of(new ChangedObjects(subject, List.of(ids))))));
  }
}
