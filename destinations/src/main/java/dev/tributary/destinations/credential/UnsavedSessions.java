package dev.tributary.destinations.credential;

import dev.tributary.destinations.protocol.StoreFailure;
import dev.tributary.runtime.threads.PeriodicWork;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Sessions that vendors have issued, and that the database has not stored yet. Each is tried again
 * every second, and once more when the process stops in an orderly way. Thread-safe.
 */
final class UnsavedSessions implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(UnsavedSessions.class.getName());
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final SessionStore store;
  private final Map<SessionKey, Unsaved> unsaved = new ConcurrentHashMap<>();
  private final PeriodicWork work = new PeriodicWork("sessions", PAUSE, PAUSE, this::saveAll);

  /**
   * @param generation of the session before
   */
  private record Unsaved(long generation, IssuedSession session) {}

  UnsavedSessions(SessionStore store) {
    this.store = store;
  }

  void start() {
    work.start();
  }

  @Override
  public void close() {
    work.close();
    try {
      saveAll();
    } catch (StoreFailure e) {
      LOG.log(Level.ERROR, "Sessions of {0} are lost: {1}", unsaved.keySet(), e.getMessage());
    }
  }

  /** Keeps a session until it is stored. */
  void add(SessionKey key, long generation, IssuedSession session) {
    unsaved.put(key, new Unsaved(generation, session));
  }

  /**
   * Stores the session of a destination, if there is one to store.
   *
   * @return false if another caller has stored one: this one, or its own
   */
  boolean save(SessionKey key) throws StoreFailure {
    Unsaved next = unsaved.get(key);
    if (next == null) {
      return false;
    }
    boolean saved = store.save(key, next.generation, next.session);
    unsaved.remove(key, next);
    return saved;
  }

  void saveAll() throws StoreFailure {
    for (SessionKey key : unsaved.keySet()) {
      boolean _ = save(key);
    }
  }
}
