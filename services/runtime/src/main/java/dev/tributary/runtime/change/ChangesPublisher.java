package dev.tributary.runtime.change;

import dev.tributary.contracts.change.ChangeListener;
import dev.tributary.contracts.change.ChangeSubject;
import dev.tributary.contracts.change.ChangedObjects;
import dev.tributary.contracts.change.CollectedChanges;
import dev.tributary.contracts.change.PublishedChanges;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.threads.ResilientWork;
import dev.tributary.runtime.threads.Wakeup;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Publishes which objects have changed: the first change at once, later ones together, at most once
 * in an interval. Without a change it does nothing. A message that cannot be sent is lost.
 *
 * <p>Its memory is bounded by the number of workspaces. Thread-safe. It works on its own thread.
 */
public final class ChangesPublisher implements ChangeListener, AutoCloseable {
  /** The message stays below the limit of the producer, even if each workspace has many ids. */
  private static final int WORKSPACES_IN_A_MESSAGE = 50;

  private final String service;
  private final Duration interval;
  private final Consumer<PublishedChanges> log;
  private final Clock clock;
  private final Wakeup changes = new Wakeup(1);
  private Map<WorkspaceId, CollectedChanges> collected = new HashMap<>();
  private volatile boolean running;
  private volatile @Nullable Thread thread;

  /**
   * @param service the component name of the service
   * @param interval the shortest time between two messages
   * @param log publishes a message or drops it
   */
  public ChangesPublisher(
      String service, Duration interval, Consumer<PublishedChanges> log, Clock clock) {
    this.service = service;
    this.interval = interval;
    this.log = log;
    this.clock = clock;
  }

  public void start() {
    running = true;
    thread = ResilientWork.start(Thread.ofVirtual().name("changes"), () -> running, this::run);
  }

  @Override
  public void close() {
    running = false;
    Thread started = thread;
    if (started != null) {
      started.interrupt();
    }
  }

  /** Changes of the installation, which belong to no workspace, are ignored. */
  @Override
  public void changed(WorkspaceId workspace, ChangeSubject subject, List<String> ids) {
    if (workspace.equals(WorkspaceId.NONE)) {
      return;
    }
    synchronized (this) {
      collected.computeIfAbsent(workspace, _ -> new CollectedChanges()).add(subject, ids);
    }
    changes.signal();
  }

  private void run() {
    try {
      while (running) {
        changes.await();
        publish();
        Thread.sleep(interval);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void publish() {
    Map<WorkspaceId, List<ChangedObjects>> message = new LinkedHashMap<>();
    for (Map.Entry<WorkspaceId, CollectedChanges> each : taken()) {
      message.put(each.getKey(), each.getValue().list());
      if (message.size() == WORKSPACES_IN_A_MESSAGE) {
        log.accept(new PublishedChanges(service, clock.instant(), message));
        message.clear();
      }
    }
    if (!message.isEmpty()) {
      log.accept(new PublishedChanges(service, clock.instant(), message));
    }
  }

  private synchronized List<Map.Entry<WorkspaceId, CollectedChanges>> taken() {
    List<Map.Entry<WorkspaceId, CollectedChanges>> taken = new ArrayList<>(collected.entrySet());
    collected = new HashMap<>();
    return taken;
  }
}
