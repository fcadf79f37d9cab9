package dev.tributary.identity.store;

import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.resolution.Conflict;
import java.time.Instant;
import java.util.List;

/** Profiles that were named together and were not merged. */
public interface FoundConflictStore {
  /**
   * A conflict, with the number of times that one poll found it.
   *
   * @param id the id if it is the first of its kind
   * @param events how many events named the two
   */
  record FoundConflict(
      WorkspaceId workspace,
      String id,
      Conflict conflict,
      long events,
      Instant first,
      Instant last,
      String lastEvent,
      long rulesVersion) {

    /** Both as one conflict. */
    public FoundConflict and(FoundConflict next) {
      return new FoundConflict(
          workspace,
          id,
          next.conflict,
          events + next.events,
          first.isBefore(next.first) ? first : next.first,
          last.isAfter(next.last) ? last : next.last,
          next.lastEvent,
          next.rulesVersion);
    }

    /** The same conflict, found of another profile. */
    public FoundConflict countedBy(ProfileId profile) {
      Conflict counted =
          new Conflict(
              conflict.reason(),
              conflict.limit(),
              conflict.identifier(),
              conflict.anchor(),
              profile,
              conflict.other());
      return new FoundConflict(
          workspace, id, counted, events, first, last, lastEvent, rulesVersion);
    }
  }

  /** Call it after the merges of the poll. */
  void keep(List<FoundConflict> found);
}
