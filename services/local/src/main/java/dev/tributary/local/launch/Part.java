package dev.tributary.local.launch;

import dev.tributary.local.infra.ChildProcess;
import dev.tributary.local.infra.StartFailure;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One process of the installation: started, watched, and started again if it ends by itself, as a
 * cluster would do. Thread-safe.
 */
final class Part {

  /** The state of a part; {@code cdp status} shows the words. */
  enum State {
    STARTING("starting"),
    READY("ready"),
    STOPPED("stopped");

    private final String word;

    State(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  /** Gets every change of the state. */
  interface Listener {
    void changed(Part part);

    void ended(Part part, int exitCode);

    void failed(Part part, StartFailure failure);
  }

  private static final long FIRST_PAUSE_MILLIS = 500;
  private static final long LONGEST_PAUSE_MILLIS = 15_000;

  private final String name;
  private final int port;
  private final Supplier<ChildProcess> start;
  private final Listener listener;
  private State state = State.STARTING;
  private @Nullable ChildProcess process;
  private boolean stopping;

  /**
   * @param start starts the process and returns when it is ready
   */
  Part(String name, int port, Supplier<ChildProcess> start, Listener listener) {
    this.name = name;
    this.port = port;
    this.start = start;
    this.listener = listener;
  }

  String name() {
    return name;
  }

  int port() {
    return port;
  }

  synchronized State state() {
    return state;
  }

  /** The running process, or null while there is none. */
  synchronized @Nullable ChildProcess process() {
    return process;
  }

  void start() {
    ChildProcess started = start.get();
    if (isStopping()) {
      started.close();
      return;
    }
    enter(State.READY, started);
    started.onExit(() -> restart(started));
  }

  void stop() {
    ChildProcess running;
    synchronized (this) {
      stopping = true;
      running = process;
    }
    if (running != null) {
      running.close();
    }
    enter(State.STOPPED, null);
  }

  private void restart(ChildProcess ended) {
    if (isStopping()) {
      return;
    }
    listener.ended(this, ended.exitCode());
    enter(State.STARTING, null);
    long pause = FIRST_PAUSE_MILLIS;
    while (!isStopping()) {
      try {
        Thread.sleep(pause);
        start();
        return;
      } catch (StartFailure e) {
        listener.failed(this, e);
        pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private synchronized boolean isStopping() {
    return stopping;
  }

  private void enter(State next, @Nullable ChildProcess running) {
    synchronized (this) {
      state = next;
      process = running;
    }
    listener.changed(this);
  }
}
