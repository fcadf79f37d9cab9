package dev.tributary.control.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.contracts.change.ChangeSubject;
import dev.tributary.contracts.change.Changed;
import dev.tributary.contracts.change.PublishedChanges;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.problem.Problem;
import dev.tributary.runtime.threads.StreamLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChangeStreamsTest {
  private static final WorkspaceId SHOP = new WorkspaceId("wsp_shop");
  private static final WorkspaceId OTHER = new WorkspaceId("wsp_other");
  private static final Duration BOUND = Duration.ofSeconds(30);

  private final ChangeStreams streams = new ChangeStreams(new StreamLimits(3, 2));

  @Test
  void aReaderGetsTheChangesOfItsWorkspaceOnly() throws InterruptedException {
    ChangeReader reader = streams.follow(SHOP);
    streams.published(message(OTHER, "prf_9"));
    assertThat(reader.next(Duration.ZERO).changes()).isEmpty();
    streams.published(message(SHOP, "prf_1"));
    assertThat(reader.next(BOUND).changes())
        .containsExactly(new Changed(ChangeSubject.PROFILES, List.of("prf_1")));
    assertThat(reader.next(Duration.ZERO).changes()).isEmpty();
  }

  @Test
  void changesThatASlowReaderHasNotTakenAreMerged() throws InterruptedException {
    ChangeReader reader = streams.follow(SHOP);
    for (int i = 0; i < 1_000; i++) {
      streams.published(message(SHOP, "prf_" + i % 2));
    }
    assertThat(reader.next(BOUND).changes())
        .containsExactly(new Changed(ChangeSubject.PROFILES, List.of("prf_0", "prf_1")));
    for (int i = 0; i < 1_000; i++) {
      streams.published(message(SHOP, "prf_" + i));
    }
    assertThat(reader.next(BOUND).changes())
        .containsExactly(new Changed(ChangeSubject.PROFILES, List.of()));
  }

  @Test
  void aChangeThatAllWorkspacesShareReachesEachReader() throws InterruptedException {
    assertThat(streams.isFollowed()).isFalse();
    ChangeReader ofShop = streams.follow(SHOP);
    ChangeReader ofOther = streams.follow(OTHER);
    assertThat(streams.isFollowed()).isTrue();
    streams.changedInEachWorkspace(ChangeSubject.PIPELINE);
    for (ChangeReader reader : List.of(ofShop, ofOther)) {
      assertThat(reader.next(BOUND).changes())
          .containsExactly(new Changed(ChangeSubject.PIPELINE, List.of()));
    }
  }

  @Test
  void placesAreLimitedInAWorkspaceAndInAll() {
    ChangeReader first = streams.follow(SHOP);
    streams.follow(SHOP);
    assertRefused(SHOP);
    streams.follow(OTHER);
    assertRefused(OTHER);
    streams.leave(SHOP, first);
    streams.leave(SHOP, first);
    streams.follow(OTHER);
    assertRefused(SHOP);
  }

  @Test
  void atTheEndAllReadersEndAndNobodyFollows() throws InterruptedException {
    ChangeReader reader = streams.follow(SHOP);
    Thread leaving =
        Thread.startVirtualThread(() -> {
          try {
            while (!reader.next(BOUND).over()) {
              // The reader waits for its end.
            }
            streams.leave(SHOP, reader);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    streams.close();
    assertThat(leaving.join(BOUND)).isTrue();
    assertRefused(SHOP);
  }

  private void assertRefused(WorkspaceId workspace) {
    assertThatThrownBy(() -> streams.follow(workspace)).isInstanceOf(Problem.class);
  }

  private static PublishedChanges message(WorkspaceId workspace, String profile) {
    return new PublishedChanges(
        "identity-resolution",
        Instant.EPOCH,
        Map.of(workspace, List.of(new Changed(ChangeSubject.PROFILES, List.of(profile)))));
  }
}
