package dev.tributary.runtime.tenancy;

import dev.tributary.contracts.definition.WorkspaceBody;
import java.time.ZoneId;

/** A tenant as its services see it. */
public record Workspace(String id, String key, String name, WorkspaceBody settings) {

  public ZoneId zone() {
    return ZoneId.of(settings.timezone());
  }

  /**
   * Whether its deletion was requested: nothing of it is processed, and only its restoration is
   * possible.
   */
  public boolean held() {
    return settings.heldSince() != null;
  }

  /** Whether a person who never answered for this purpose counts as having granted it. */
  public boolean unknownAllows(String purpose) {
    return settings.unknownConsentAllows().contains(purpose);
  }
}
