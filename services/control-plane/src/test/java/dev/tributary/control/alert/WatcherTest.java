package dev.tributary.control.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.contracts.access.Service;
import dev.tributary.contracts.change.ChangeListener;
import dev.tributary.contracts.id.WorkspaceId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When a watcher asks for facts, and when it says that another instance may check. */
class WatcherTest {
  private static final Duration BOUND = Duration.ofSeconds(30);

  private final List<String> calls = new CopyOnWriteArrayList<>();
  private volatile State state = State.HELD;
  private volatile boolean factsFail;
  private final LeaseOnly store = new LeaseOnly();
  private final Watcher watcher =
      new Watcher(
          "control-plane-0",
          Duration.ofMillis(20),
          store,
          new Facts(),
          new WorkspaceCheck(
              store, new AlertReconciliation(List.of(), () -> "alt_1"), ChangeListener.NONE),
          new AnnouncementDelivery(
              store,
              List.of(),
              _ -> Notice.Visibility.VISIBLE,
              _ -> {
                throw new AssertionError("No notice is due");
              },
              Clock.systemUTC()),
          List::of,
          Clock.systemUTC());

  private enum State {
    HELD,
    OF_ANOTHER,
    UNKNOWN
  }

  @AfterEach
  void close() {
    watcher.close();
  }

  @Test
  void itPausesWhileAnotherInstanceHoldsTheLease() {
    watcher.start();
    awaitCall("round");
    assertThat(calls).doesNotContain("pause");
    state = State.OF_ANOTHER;
    awaitCall("pause");
    calls.clear();
    awaitCall("pause");
    assertThat(calls).containsOnly("pause");
    state = State.HELD;
    awaitCall("round");
  }

  @Test
  void itPausesWhileNobodyKnowsWhoHoldsTheLease() {
    state = State.UNKNOWN;
    watcher.start();
    awaitCall("pause");
    assertThat(calls).containsOnly("pause");
  }

  @Test
  void itPausesAfterACheckThatFails() {
    factsFail = true;
    watcher.start();
    awaitCall("pause");
    assertThat(calls).startsWith("round", "pause");
    factsFail = false;
    calls.clear();
    awaitCall("round");
  }

  private void awaitCall(String name) {
    await().atMost(BOUND).until(() -> calls.contains(name));
  }

  private final class Facts implements Watcher.FactsSource {
    @Override
    public Watcher.Round round(Instant now) {
      calls.add("round");
      if (factsFail) {
        throw new IllegalStateException("There are no facts");
      }
      return _ -> Map.of();
    }

    @Override
    public void pause() {
      calls.add("pause");
    }
  }

  /** A store in which no workspace has an alert. */
  private final class LeaseOnly implements AlertStore {
    @Override
    public boolean lease(String self, Duration lease) {
      if (state == State.UNKNOWN) {
        throw new IllegalStateException("The database does not answer");
      }
      return state == State.HELD;
    }

    @Override
    public AlertSettings settings(WorkspaceId workspace) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Map<WorkspaceId, Stored> stored(Set<WorkspaceId> workspaces) {
      return Map.of();
    }

    @Override
    public void remember(Map<WorkspaceId, Map<Service, WorkspaceFacts.ServiceFacts>> facts) {}

    @Override
    public void judge(
        WorkspaceId workspace,
        Instant now,
        Function<List<Alert>, AlertReconciliation.Verdict> judge) {}

    @Override
    public List<Notice> due(Instant now, int limit) {
      return List.of();
    }

    @Override
    public void sent(Notice notice, Instant now, String words) {}

    @Override
    public void sendFailed(Notice notice, Instant now, String words, Instant next) {}

    @Override
    public void givenUp(Notice notice, Instant now, String words) {}

    @Override
    public void withheld(Notice notice) {}

    @Override
    public void postponed(Notice notice, Instant next) {}
  }
}
