package dev.tributary.collector.http;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Bounds the bytes of all requests that are under way. Thread-safe.
 *
 * <p>Anybody can send bytes without a write key: several SDKs name the key at the end of the body.
 * Such requests hold at most a third of the bytes, and those of one address at most half of that.
 * Where there is no room, the oldest of them is dropped: a request that is not finished after so
 * many younger ones is the one to doubt. A request with a key in its head never waits for them.
 */
public final class MemoryBudget {
  private static final int UNPROVEN_PART = 3;
  private static final int ADDRESS_PART = 2;

  /** Held by a request that was dropped. */
  private static final long DROPPED = -1;

  private final AtomicLong free;
  private final Unproven unproven;

  public MemoryBudget(long bytes) {
    this.free = new AtomicLong(bytes);
    this.unproven = new Unproven(bytes / UNPROVEN_PART);
  }

  /** Of a request whose write key is known to be one. */
  Share proven() {
    return new Share("", null);
  }

  /**
   * Of a request whose write key is not known yet.
   *
   * @param address that it comes from; all whose address cannot be told count as one
   * @param dropped called at most once, on any thread, when others need the room
   */
  Share unproven(@Nullable String address, Runnable dropped) {
    return new Share(address == null ? "" : address, dropped);
  }

  private boolean reserve(long bytes) {
    do {
      if (free.addAndGet(-bytes) >= 0) {
        return true;
      }
      free.addAndGet(bytes);
    } while (unproven.dropOldest());
    return false;
  }

  /** What one request holds. For one request's event loop only. */
  final class Share {
    private final String address;
    private @Nullable Runnable dropped;
    private long held;

    private Share(String address, @Nullable Runnable dropped) {
      this.address = address;
      this.dropped = dropped;
    }

    /** False if there is no room; then nothing more is held. */
    boolean take(long bytes) {
      if (dropped != null) {
        return unproven.take(this, bytes);
      }
      if (!reserve(bytes)) {
        return false;
      }
      held += bytes;
      return true;
    }

    /** The write key is known now. False if the request was dropped before. */
    boolean prove() {
      return dropped == null || unproven.prove(this);
    }

    /** Gives everything back; repeating it changes nothing. */
    void release() {
      if (dropped == null) {
        free.addAndGet(held);
        held = 0;
      } else {
        unproven.release(this);
      }
    }
  }

  /**
   * The requests without a known key, the oldest first. Their shares change under its lock only.
   */
  private final class Unproven {
    private final long most;
    private final Set<Share> waiting = new LinkedHashSet<>();
    private final Map<String, Long> byAddress = new HashMap<>();
    private long held;

    Unproven(long most) {
      this.most = most;
    }

    synchronized boolean take(Share share, long bytes) {
      if (share.held < 0) {
        return false;
      }
      while (byAddress.getOrDefault(share.address, 0L) + bytes > most / ADDRESS_PART) {
        if (!dropOldest(share.address, share)) {
          return false;
        }
      }
      while (held + bytes > most) {
        if (!dropOldest(null, share)) {
          return false;
        }
      }
      if (free.addAndGet(-bytes) < 0) {
        free.addAndGet(bytes);
        return false;
      }
      waiting.add(share);
      count(share, bytes);
      return true;
    }

    synchronized boolean prove(Share share) {
      if (share.held < 0) {
        return false;
      }
      long bytes = share.held;
      count(share, -bytes);
      waiting.remove(share);
      share.held = bytes;
      share.dropped = null;
      return true;
    }

    synchronized void release(Share share) {
      if (share.held > 0) {
        forget(share);
        share.held = 0;
      }
    }

    synchronized boolean dropOldest() {
      return dropOldest(null, null);
    }

    /**
     * Drops the oldest but one, which asks for the room.
     *
     * @param address null for any
     */
    private boolean dropOldest(@Nullable String address, @Nullable Share but) {
      for (Share share : waiting) {
        if (share != but && (address == null || share.address.equals(address))) {
          forget(share);
          share.held = DROPPED;
          if (share.dropped != null) {
            share.dropped.run();
          }
          return true;
        }
      }
      return false;
    }

    private void forget(Share share) {
      free.addAndGet(share.held);
      count(share, -share.held);
      waiting.remove(share);
    }

    private void count(Share share, long bytes) {
      held += bytes;
      share.held += bytes;
      byAddress.merge(share.address, bytes, (a, b) -> a + b == 0 ? null : a + b);
    }
  }
}
