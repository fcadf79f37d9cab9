package dev.tributary.identity.store;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.claim.Stamp;
import java.util.Collection;

/** Devices that the strategy "link" kept from the profiles that were named beside them. */
public interface LinkStore {
  /**
   * An event that named a profile and a device of another one.
   *
   * @param person the strongest identifier of the event
   */
  record DeviceLink(WorkspaceId workspace, Identifier device, Identifier person, Stamp stamp) {}

  /** Counts these events. */
  void keep(Collection<DeviceLink> found);

  /**
   * Adds the links of another workspace or replay copy that are missing here.
   *
   * @param from the workspace, or the name that the rows of the copy have in place of its id
   */
  void copy(WorkspaceId from, WorkspaceId to);
}
