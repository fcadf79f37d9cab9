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

/**
 * The change that a request is about to make, as far as its address says.
 *
 * @param id of its first entry
 */
record RequestedChange(String id, RecordedRoutes.How how, Actor actor, Act act, Origin origin) {
  AdministrationEntry entry(
      String entryId,
      WorkspaceId workspace,
      Instant at,
      Act done,
      Result result,
      List<FieldChange> of) {
    return new AdministrationEntry(entryId, workspace, at, actor, done, result, origin, of);
  }
}
