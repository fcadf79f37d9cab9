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
  void aReaderGetsTheChangesOfItsWorkspaceOnly() {
    ChangeReader reader = streams.follow(SHOP, true);
    streams.published(message(OTHER, "prf_9"));
    assertThat(next(reader, Duration.ZERO).changes()).isEmpty();
    streams.published(message(SHOP, "prf_1"));
    assertThat(next(reader, BOUND).changes())
        .containsExactly(new ChangedObjects(ChangeSubject.PROFILES, List.of("prf_1")));
    assertThat(next(reader, Duration.ZERO).changes()).isEmpty();
  }

  /**
   * The attack: somebody changes the rule of an audience to a guess about one person, and follows
   * whether anybody enters it or is delivered.
   */
  @Test
  void whoMayNotReadPersonalDataIsNotToldWhoEntersAnAudienceNorThatSomebodyDoes() {
    ChangeReader reader = streams.follow(SHOP, false);
    ChangeReader entitled = streams.follow(SHOP, true);
    ChangedObjects entered =
        new ChangedObjects(ChangeSubject.MEMBERSHIPS, List.of("prf_1", "evt_1"));
    ChangedObjects delivered =
        new ChangedObjects(ChangeSubject.DELIVERIES, List.of("dlv_1", "evt_1", "prf_1"));
    ChangedObjects evaluated = new ChangedObjects(ChangeSubject.AUDIENCES, List.of());

    ChangedObjects alerted = new ChangedObjects(ChangeSubject.ALERTS, List.of());

    streams.published(message(entered, alerted));
    assertThat(next(reader, Duration.ofMillis(100)).changes()).isEmpty();
    assertThat(next(entitled, BOUND).changes()).containsExactlyInAnyOrder(entered, alerted);

    streams.published(message(entered, delivered, evaluated));
    assertThat(next(reader, BOUND).changes())
        .containsExactlyInAnyOrder(
            evaluated, new ChangedObjects(ChangeSubject.DELIVERIES, List.of()));
    assertThat(next(entitled, BOUND).changes())
        .containsExactlyInAnyOrder(entered, delivered, evaluated);
  }

  @Test
  void changesThatASlowReaderHasNotTakenAreMerged() {
    ChangeReader reader = streams.follow(SHOP, true);
    for (int i = 0; i < 1_000; i++) {
      streams.published(message(SHOP, "prf_" + i % 2));
    }
    assertThat(next(reader, BOUND).changes())
        .containsExactly(new ChangedObjects(ChangeSubject.PROFILES, List.of("prf_0", "prf_1")));
    for (int i = 0; i < 1_000; i++) {
      streams.published(message(SHOP, "prf_" + i));
    }
    assertThat(next(reader, BOUND).changes())
        .containsExactly(new ChangedObjects(ChangeSubject.PROFILES, List.of()));
  }

  @Test
  void aChangeThatAllWorkspacesShareReachesEachReader() {
    assertThat(streams.isFollowed()).isFalse();
    ChangeReader ofShop = streams.follow(SHOP, true);
    ChangeReader ofOther = streams.follow(OTHER, true);
    assertThat(streams.isFollowed()).isTrue();
    streams.changedInEachWorkspace(ChangeSubject.PIPELINE);
    for (ChangeReader reader : List.of(ofShop, ofOther)) {
      assertThat(next(reader, BOUND).changes())
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
          while (!next(reader, BOUND).over()) {
            // The reader waits for its end.
          }
          streams.leave(SHOP, reader);
        });
    streams.close();
    assertThat(leaving.join(BOUND)).isTrue();
    assertRefused(SHOP);
  }

  private static ChangeReader.Update next(ChangeReader reader, Duration atMost) {
    return reader.next(atMost).await().atMost(BOUND.multipliedBy(2));
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
