package dev.tributary.runtime.audit;

import dev.tributary.contracts.audit.AdministrationEntry;
import dev.tributary.contracts.audit.AdministrationEntry.Act;
import dev.tributary.contracts.audit.AdministrationEntry.Actor;
import dev.tributary.contracts.audit.AdministrationEntry.Origin;
import dev.tributary.contracts.audit.AdministrationEntry.Result;
import dev.tributary.contracts.audit.FieldChange;
import dev.tributary.contracts.id.WorkspaceId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The change that a request is about to make, as far as its address says.
 *
 * @param id of its first entry
 * @param workspace null if the path names none
 */
public record RequestedChange(
    String id,
    RecordedRoutes.Recording how,
    Actor actor,
    Act act,
    Origin origin,
    @Nullable WorkspaceId workspace) {

  /** The same change, with the workspace and the object that the use case has found. */
  RequestedChange of(WorkspaceId concerned, String kind, String object) {
    return new RequestedChange(
        id, how, actor, new Act(act.operation(), kind, object, null), origin, concerned);
  }

  AdministrationEntry entry(
      String entryId,
      WorkspaceId recordedIn,
      Instant at,
      Act done,
      Result result,
      List<FieldChange> fields) {
    return new AdministrationEntry(entryId, recordedIn, at, actor, done, result, origin, fields);
  }
}
