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
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The change that a request is about to make, as far as its address says.
 *
 * @param id of its first entry
 * @param workspaces whose trails get the entries; empty if the path names none and the use case has
 *     not named them yet
 * @param ofInstallation whether it is a change of the installation, and no workspace has made it
 */
public record RequestedChange(
    String id,
    RecordedRoutes.Recording how,
    Actor actor,
    Act act,
    Origin origin,
    Set<WorkspaceId> workspaces,
    boolean ofInstallation) {

  /** The same change, with the workspace and the object that the use case has found. */
  RequestedChange of(WorkspaceId concerned, String kind, String object) {
    return new RequestedChange(
        id,
        how,
        actor,
        new Act(act.operation(), kind, object, null),
        origin,
        Set.of(concerned),
        ofInstallation);
  }

  /** The same change of the installation, which concerns these workspaces. */
  RequestedChange of(Set<WorkspaceId> concerned) {
    return new RequestedChange(id, how, actor, act, origin, concerned, true);
  }

  /** The same change, with the object that it concerns. */
  RequestedChange of(String kind, String object, @Nullable String name) {
    return new RequestedChange(
        id,
        how,
        actor,
        new Act(act.operation(), kind, object, name),
        origin,
        workspaces,
        ofInstallation);
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
