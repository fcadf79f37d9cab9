package dev.tributary.control.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.contracts.change.ChangeSubject;
import dev.tributary.contracts.change.ChangedObjects;
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
    ChangeReader reader = streams.follow(SHOP, true);
    streams.published(message(OTHER, "prf_9"));
    assertThat(reader.next(Duration.ZERO).changes()).isEmpty();
    streams.published(message(SHOP, "prf_1"));
    assertThat(reader.next(BOUND).changes())
        .containsExactly(new ChangedObjects(ChangeSubject.PROFILES, List.of("prf_1")));
    assertThat(reader.next(Duration.ZERO).changes()).isEmpty();
  }

  /**
   * The attack: somebody changes the rule of an audience to a guess about one person, and follows
   * whether anybody enters it or is delivered.
   */
  @Test
  void whoMayNotReadPersonalDataIsNotToldWhoEntersAnAudienceNorThatSomebodyDoes()
      throws InterruptedException {
    ChangeReader reader = streams.follow(SHOP, false);
    ChangeReader entitled = streams.follow(SHOP, true);
    ChangedObjects entered =
        new ChangedObjects(ChangeSubject.MEMBERSHIPS, List.of("prf_1", "evt_1"));
    ChangedObjects delivered =
        new ChangedObjects(ChangeSubject.DELIVERIES, List.of("dlv_1", "evt_1", "prf_1"));
    ChangedObjects evaluated = new ChangedObjects(ChangeSubject.AUDIENCES, List.of());

    ChangedObjects alerted = new ChangedObjects(ChangeSubject.ALERTS, List.of());

    streams.published(message(entered, alerted));
    assertThat(reader.next(Duration.ofMillis(100)).changes()).isEmpty();
    assertThat(entitled.next(BOUND).changes()).containsExactlyInAnyOrder(entered, alerted);

    streams.published(message(entered, delivered, evaluated));
    assertThat(reader.next(BOUND).changes())
        .containsExactlyInAnyOrder(
            evaluated, new ChangedObjects(ChangeSubject.DELIVERIES, List.of()));
    assertThat(entitled.next(BOUND).changes())
        .containsExactlyInAnyOrder(entered, delivered, evaluated);
  }

  @Test
  void changesThatASlowReaderHasNotTakenAreMerged() throws InterruptedException {
    ChangeReader reader = streams.follow(SHOP, true);
    for (int i = 0; i < 1_000; i++) {
      streams.published(message(SHOP, "prf_" + i % 2));
    }
    assertThat(reader.next(BOUND).changes())
        .containsExactly(new ChangedObjects(ChangeSubject.PROFILES, List.of("prf_0", "prf_1")));
    for (int i = 0; i < 1_000; i++) {
      streams.published(message(SHOP, "prf_" + i));
    }
    assertThat(reader.next(BOUND).changes())
        .containsExactly(new ChangedObjects(ChangeSubject.PROFILES, List.of()));
  }

  @Test
  void aChangeThatAllWorkspacesShareReachesEachReader() throws InterruptedException {
    assertThat(streams.isFollowed()).isFalse();
    ChangeReader ofShop = streams.follow(SHOP, true);
    ChangeReader ofOther = streams.follow(OTHER, true);
    assertThat(streams.isFollowed()).isTrue();
    streams.changedInEachWorkspace(ChangeSubject.PIPELINE);
    for (ChangeReader reader : List.of(ofShop, ofOther)) {
      assertThat(reader.next(BOUND).changes())
          .containsExactly(new ChangedObjects(ChangeSubject.PIPELINE, List.of()));
    }
  }

  @Test
  void placesAreLimitedInAWorkspaceAndInAll() {
    ChangeReader first = streams.follow(SHOP, true);
    streams.follow(SHOP, true);
    assertRefused(SHOP);
    streams.follow(OTHER, true);
    assertRefused(OTHER);
    streams.leave(SHOP, first);
    streams.leave(SHOP, first);
    streams.follow(OTHER, true);
    assertRefused(SHOP);
  }

  @Test
  void atTheEndAllReadersEndAndNobodyFollows() throws InterruptedException {
    ChangeReader reader = streams.follow(SHOP, true);
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
    assertThatThrownBy(() -> streams.follow(workspace, true)).isInstanceOf(Problem.class);
  }

  private static PublishedChanges message(ChangedObjects... changes) {
    return new PublishedChanges("audience-builder", Instant.EPOCH, Map.of(SHOP, List.of(changes)));
  }

  private static PublishedChanges message(WorkspaceId workspace, String profile) {
    return new PublishedChanges(
        "identity-resolution",
        Instant.EPOCH,
        Map.of(workspace, List.of(new ChangedObjects(ChangeSubject.PROFILES, List.of(profile)))));
  }
}
