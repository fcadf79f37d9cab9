package dev.tributary.runtime.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.contracts.change.ChangeSubject;
import dev.tributary.contracts.change.ChangedObjects;
import dev.tributary.contracts.change.PublishedChanges;
import dev.tributary.contracts.id.WorkspaceId;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ChangesPublisherTest {
  private static final WorkspaceId SHOP = new WorkspaceId("wsp_shop");
  private static final Duration BOUND = Duration.ofSeconds(30);

  private final Queue<PublishedChanges> published = new ConcurrentLinkedQueue<>();

  @Test
  void changesThatComeBeforeTheNextMessageShareIt() throws InterruptedException {
    CountDownLatch sending = new CountDownLatch(1);
    CountDownLatch mayReturn = new CountDownLatch(1);
    try (ChangesPublisher publisher =
        publisher(message -> {
          published.add(message);
          sending.countDown();
          awaitQuietly(mayReturn);
        })) {
      publisher.start();
      publisher.changed(SHOP, ChangeSubject.PROFILES, List.of("prf_1"));
      sending.await();
      publisher.changed(SHOP, ChangeSubject.PROFILES, List.of("prf_2"));
      publisher.changed(SHOP, ChangeSubject.AUDIENCES, List.of());
      publisher.changed(SHOP, ChangeSubject.AUDIENCES, List.of("aud_1"));
      publisher.changed(SHOP, ChangeSubject.PROFILES, List.of("prf_2", "prf_3"));
      mayReturn.countDown();
      await().atMost(BOUND).until(() -> published.size() == 2);
      assertThat(published.poll().workspaces().get(SHOP))
          .containsExactly(new ChangedObjects(ChangeSubject.PROFILES, List.of("prf_1")));
      assertThat(published.poll().workspaces().get(SHOP))
          .containsExactly(
              new ChangedObjects(ChangeSubject.PROFILES, List.of("prf_2", "prf_3")),
              new ChangedObjects(ChangeSubject.AUDIENCES, List.of()));
    }
  }

  @Test
  void aSubjectWithManyIdsKeepsNone() {
    try (ChangesPublisher publisher = publisher(published::add)) {
      for (int i = 0; i < 100; i++) {
        publisher.changed(SHOP, ChangeSubject.EVENTS, List.of("evt_" + i));
      }
      publisher.changed(WorkspaceId.NONE, ChangeSubject.EVENTS, List.of());
      publisher.start();
      await().atMost(BOUND).until(() -> !published.isEmpty());
      assertThat(published.element().workspaces())
          .containsOnlyKeys(SHOP)
          .containsEntry(SHOP, List.of(new ChangedObjects(ChangeSubject.EVENTS, List.of())));
    }
  }

  @Test
  void manyWorkspacesAreDividedIntoMessages() {
    List<WorkspaceId> workspaces = new ArrayList<>();
    try (ChangesPublisher publisher = publisher(published::add)) {
      for (int i = 0; i < 120; i++) {
        workspaces.add(new WorkspaceId("wsp_" + i));
        publisher.changed(workspaces.get(i), ChangeSubject.EVENTS, List.of());
      }
      publisher.start();
      await().atMost(BOUND).until(() -> published.size() == 3);
      assertThat(published.stream().flatMap(each -> each.workspaces().keySet().stream()))
          .containsExactlyInAnyOrderElementsOf(workspaces);
    }
  }

  private static ChangesPublisher publisher(Consumer<PublishedChanges> log) {
    return new ChangesPublisher("test", Duration.ofMillis(1), log, Clock.systemUTC());
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
