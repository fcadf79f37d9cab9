package dev.tributary.destinations.connectors.apachekafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Open clients, by their configuration. A client that nobody has used for a while is closed, and so
 * is the one that was not used for the longest time if there are too many. Thread-safe.
 */
final class Clients {
  private final int most;
  private final long idleNanos;
  private final Map<Map<String, Object>, Entry> open = new HashMap<>();

  private static final class Entry {
    private final Client client;
    private int users;
    private boolean broken;
    private long usedAt = System.nanoTime();

    Entry(Client client) {
      this.client = client;
    }
  }

  /** Uses a client. */
  @FunctionalInterface
  interface Use<T> {
    T with(Client client);
  }

  /** A result after which the client is closed. */
  interface Broken {
    boolean clientIsBroken();
  }

  Clients(int most, Duration idle) {
    this.most = most;
    this.idleNanos = idle.toNanos();
  }

  <T extends Broken> T use(Map<String, Object> connection, Use<T> use) {
    Entry entry = take(connection);
    boolean broken = true;
    try {
      T result = use.with(entry.client);
      broken = result.clientIsBroken();
      return result;
    } finally {
      release(connection, entry, broken);
    }
  }

  int size() {
    synchronized (open) {
      return open.size();
    }
  }

  private Entry take(Map<String, Object> connection) {
    synchronized (open) {
      Entry entry = open.get(connection);
      if (entry == null) {
        entry = new Entry(Client.open(connection));
        open.put(connection, entry);
      }
      entry.users++;
      return entry;
    }
  }

  private void release(Map<String, Object> connection, Entry entry, boolean broken) {
    List<Client> closed = new ArrayList<>();
    synchronized (open) {
      entry.users--;
      entry.usedAt = System.nanoTime();
      entry.broken |= broken;
      if (entry.broken) {
        open.remove(connection, entry);
        if (entry.users == 0) {
          closed.add(entry.client);
        }
      }
      boolean tooMany = open.size() > most;
      while (tooMany) {
        tooMany = longestUnused(closed) && open.size() > most;
      }
    }
    closed.forEach(Client::close);
    if (!broken) {
      Executor later = CompletableFuture.delayedExecutor(idleNanos, TimeUnit.NANOSECONDS);
      later.execute(this::closeIdle);
    }
  }

  /** Takes out the client that was not used for the longest time; false if all are in use. */
  private boolean longestUnused(List<Client> closed) {
    Optional<Map.Entry<Map<String, Object>, Entry>> found =
        open.entrySet().stream()
            .filter(each -> each.getValue().users == 0)
            .min((one, other) ->
                Long.signum(one.getValue().usedAt - other.getValue().usedAt));
    found.ifPresent(each -> {
      open.remove(each.getKey());
      closed.add(each.getValue().client);
    });
    return found.isPresent();
  }

  private void closeIdle() {
    List<Client> closed = new ArrayList<>();
    synchronized (open) {
      long now = System.nanoTime();
      open.values()
          .removeIf(entry -> {
            boolean idle = entry.users == 0 && now - entry.usedAt >= idleNanos;
            if (idle) {
              closed.add(entry.client);
            }
            return idle;
          });
    }
    closed.forEach(Client::close);
  }
}
