package dev.tributary.control.audit;

import dev.tributary.contracts.audit.AdministrationEntry;
import dev.tributary.contracts.audit.PersonalDataRead;
import dev.tributary.contracts.audit.ReadEntry;
import dev.tributary.contracts.id.WorkspaceId;

/** The entry that a message adds to the audit trail of one workspace. */
public sealed interface TrailEntry {

  WorkspaceId workspace();

  /**
   * A read of personal data. Equal reads within a minute are counted in one entry.
   *
   * @param message the id of the message: a copy of the message is not counted again
   */
  record Read(String message, PersonalDataRead read) implements TrailEntry {
    @Override
    public WorkspaceId workspace() {
      return read.workspace();
    }
  }

  /** An entry of the trail of reads that was kept elsewhere. It keeps its id and its times. */
  record Former(ReadEntry entry) implements TrailEntry {
    @Override
    public WorkspaceId workspace() {
      return entry.workspace();
    }
  }

  /** A change of settings, or the outcome of a change that is in the trail already. */
  record Action(AdministrationEntry entry) implements TrailEntry {
    @Override
    public WorkspaceId workspace() {
      return entry.workspace();
    }
  }
}
