package dev.tributary.collector.http;

import dev.tributary.collector.source.ActiveSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Limits the bytes of all requests in progress. Thread-safe.
 *
 * <p>A request can be dropped until its body is complete and its write key is known. Write keys of
 * web sites are public, and several SDKs name the key at the end of the body. Thus neither a key
 * nor its absence lets a client hold the memory of others with bodies that do not end:
 *
 * <ul>
 *   <li>Requests without a key in their head hold at most a third of the bytes, and those of one
 *       address at most half of that.
 *   <li>Incomplete requests with a key hold at most two thirds, and those of one source at most a
 *       quarter of the bytes.
 * </ul>
 *
 * <p>If a request has no room in one of these limits, the oldest request there is dropped: a
 * request that has not finished after so many later ones is the most suspicious. If there is no
 * room at all, requests without a key are dropped first, then incomplete ones of the workspace that
 * holds most.
 */
public final class MemoryBudget {
  private static final int UNKEYED_PART = 3;
  private static final int ADDRESS_PART = 2;
  private static final int SOURCE_PART = 4;

  /** The value for a dropped request. */
  private static final long DROPPED = -1;

  private final AtomicLong free;
  private final Incomplete unkeyed;
  private final Incomplete keyed;

  public MemoryBudget(long bytes) {
    long unkeyedMost = bytes / UNKEYED_PART;
    this.free = new AtomicLong(bytes);
    this.unkeyed = new Incomplete(Victim.OLDEST, unkeyedMost, unkeyedMost / ADDRESS_PART);
    this.keyed = new Incomplete(Victim.OLDEST_OF_FULLEST, bytes - unkeyedMost, bytes / SOURCE_PART);
  }

  /**
   * The share of a request with a known write key in its head.
   *
   * @param dropped called at most once, on any thread, when others need the memory
   */
  Share keyed(ActiveSource source, Runnable dropped) {
    return new Share(keyed, new Owner(source.workspace().value(), source.id().value()), dropped);
  }

  /**
   * The share of a request whose write key is not known yet.
   *
   * @param address of the client; all unknown addresses count as one
   * @param dropped called at most once, on any thread, when others need the memory
   */
  Share unkeyed(@Nullable String address, Runnable dropped) {
    String client = address == null ? "" : address;
    return new Share(unkeyed, new Owner(client, client), dropped);
  }

  private boolean takeForComplete(long bytes) {
    do {
      if (takeFree(bytes)) {
        return true;
      }
    } while (unkeyed.dropOne() || keyed.dropOne());
    return false;
  }

  private boolean takeFree(long bytes) {
    if (free.addAndGet(-bytes) >= 0) {
      return true;
    }
    free.addAndGet(bytes);
    return false;
  }

  /**
   * The owner of a share of the memory.
   *
   * @param group the workspace of a source, or an address
   * @param name the source, or the address
   */
  private record Owner(String group, String name) {}

  /** The memory of one request. For one request's event loop only. */
  final class Share {
    private final Owner owner;
    private final Runnable dropped;

    /** Where the request is counted; null once it is complete. */
    private @Nullable Incomplete incomplete;

    private long held;

    private Share(Incomplete incomplete, Owner owner, Runnable dropped) {
      this.incomplete = incomplete;
      this.owner = owner;
      this.dropped = dropped;
    }

    /** Returns false if there is no room; then the request holds nothing more. */
    boolean take(long bytes) {
      if (incomplete != null) {
        return incomplete.take(this, bytes);
      }
      if (!takeForComplete(bytes)) {
        return false;
      }
      held += bytes;
      return true;
    }

    /**
     * The body has arrived and the write key is known: from now on the request is not dropped.
     * Repeating it changes nothing.
     *
     * @return false if the request was dropped before
     */
    boolean complete() {
      return incomplete == null || incomplete.complete(this);
    }

    /** Releases all memory; repeating it changes nothing. */
    void release() {
      if (incomplete == null) {
        free.addAndGet(held);
        held = 0;
      } else {
        incomplete.release(this);
      }
    }
  }

  /** Which requests are dropped where all owners together hold too much. */
  private enum Victim {
    OLDEST,
    OLDEST_OF_FULLEST
  }

  /** Requests that can be dropped. Their shares change under its lock only. */
  private final class Incomplete {
    private final Victim victim;
    private final long most;
    private final long mostOfOwner;

    /** The oldest first. */
    private final Set<Share> waiting = new LinkedHashSet<>();

    private final Map<Owner, Holding> holdings = new LinkedHashMap<>();
    private long held;

    Incomplete(Victim victim, long most, long mostOfOwner) {
      this.victim = victim;
      this.most = most;
      this.mostOfOwner = mostOfOwner;
    }

    synchronized boolean take(Share share, long bytes) {
      if (share.held < 0) {
        return false;
      }
      while (heldBy(share.owner) + bytes > mostOfOwner) {
        if (!drop(sharesOf(share.owner), share)) {
          return false;
        }
      }
      while (held + bytes > most) {
        if (!drop(victims(), share)) {
          return false;
        }
      }
      while (!takeFree(bytes)) {
        if (!makeRoom(share)) {
          return false;
        }
      }
      waiting.add(share);
      count(share, bytes);
      return true;
    }

    /** Requests without a key do not take the room of those with one. */
    private boolean makeRoom(Share share) {
      return victim == Victim.OLDEST_OF_FULLEST && (unkeyed.dropOne() || drop(victims(), share));
    }

    synchronized boolean complete(Share share) {
      if (share.held < 0) {
        return false;
      }
      long bytes = share.held;
      forget(share);
      share.held = bytes;
      share.incomplete = null;
      return true;
    }

    synchronized void release(Share share) {
      if (share.held > 0) {
        free.addAndGet(forget(share));
      }
    }

    synchronized boolean dropOne() {
      return drop(victims(), null);
    }

    /** Drops the oldest of these requests except the one that needs the memory. */
    private boolean drop(Set<Share> oldestFirst, @Nullable Share but) {
      for (Share share : oldestFirst) {
        if (share != but) {
          free.addAndGet(forget(share));
          share.held = DROPPED;
          share.dropped.run();
          return true;
        }
      }
      return false;
    }

    private Set<Share> victims() {
      return switch (victim) {
        case OLDEST -> waiting;
        case OLDEST_OF_FULLEST -> fullest();
      };
    }

    /** Those of the fullest owner in the fullest group. */
    private Set<Share> fullest() {
      Map<String, Long> byGroup = new HashMap<>();
      holdings.forEach((owner, holding) -> byGroup.merge(owner.group(), holding.bytes, Long::sum));
      return holdings.entrySet().stream()
          .max(
              Comparator.comparingLong((Map.Entry<Owner, Holding> each) ->
                      byGroup.getOrDefault(each.getKey().group(), 0L))
                  .thenComparingLong(each -> each.getValue().bytes))
          .map(each -> each.getValue().shares)
          .orElse(Set.of());
    }

    private long heldBy(Owner owner) {
      Holding holding = holdings.get(owner);
      return holding == null ? 0 : holding.bytes;
    }

    private Set<Share> sharesOf(Owner owner) {
      Holding holding = holdings.get(owner);
      return holding == null ? Set.of() : holding.shares;
    }

    private void count(Share share, long bytes) {
      held += bytes;
      share.held += bytes;
      Holding holding = holdings.computeIfAbsent(share.owner, _ -> new Holding());
      holding.bytes += bytes;
      holding.shares.add(share);
    }

    /** Counts the request no longer, and returns what it held. */
    private long forget(Share share) {
      long bytes = share.held;
      share.held = 0;
      if (waiting.remove(share)) {
        held -= bytes;
        Holding holding = holdings.get(share.owner);
        if (holding != null) {
          holding.bytes -= bytes;
          holding.shares.remove(share);
          if (holding.shares.isEmpty()) {
            holdings.remove(share.owner);
          }
        }
      }
      return bytes;
    }
  }

  /** The shares of one owner. The oldest request is first. */
  private static final class Holding {
    private final Set<Share> shares = new LinkedHashSet<>();
    private long bytes;
  }
}
