package dev.tributary.runtime.start;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Work that a service has accepted and does outside of its loop's transactions: a backfill of an
 * audience, deliveries in progress. Thread-safe.
 */
public interface PendingWork {
  /** {@code backfills}, {@code deliveries}, {@code runs}, {@code separations}. */
  String kind();

  Pending pending(WorkspaceId workspace);

  /**
   * Work of which only the number of items is known.
   *
   * @param items for which a workspace still waits
   */
  static PendingWork counted(String kind, ToLongFunction<WorkspaceId> items) {
    return new PendingWork() {
      @Override
      public String kind() {
        return kind;
      }

      @Override
      public Pending pending(WorkspaceId workspace) {
        return Pending.of(items.applyAsLong(workspace));
      }
    };
  }

  /**
   * @param items for which the workspace still waits; 0 when all is done
   * @param notWaitedFor the ids of the destinations whose items are not counted, as of the same
   *     moment
   * @param syncsNotWaitedFor the ids of the syncs whose items are not counted, although their
   *     destination is not in {@code notWaitedFor}, as of the same moment
   */
  record Pending(long items, List<DestinationId> notWaitedFor, List<SyncId> syncsNotWaitedFor) {
    public Pending {
      notWaitedFor = List.copyOf(notWaitedFor);
      syncsNotWaitedFor = List.copyOf(syncsNotWaitedFor);
    }

    public static Pending of(long items) {
      return new Pending(items, List.of(), List.of());
    }
  }
}
