package dev.tributary.runtime.tenancy;

import dev.tributary.contracts.definition.WorkspaceBody;
import dev.tributary.contracts.id.WorkspaceId;
import java.time.ZoneId;

/** A tenant, as the services see it. */
public record Workspace(WorkspaceId id, String key, String name, WorkspaceBody settings) {

  public ZoneId zone() {
    return ZoneId.of(settings.timezone());
  }

  /**
   * Whether its deletion was requested: then nothing of it is processed, and only its restoration
   * is possible.
   */
  public boolean held() {
    return settings.heldSince() != null;
  }

  /** Whether consent that is unknown for this purpose counts as granted. */
  public boolean unknownAllows(String purpose) {
    return settings.unknownConsentAllows().contains(purpose);
  }
}
