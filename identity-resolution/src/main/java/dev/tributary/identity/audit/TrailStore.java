package dev.tributary.identity.audit;

import dev.tributary.contracts.audit.AdministrationEntry;
import dev.tributary.contracts.audit.PersonalDataRead;
import dev.tributary.contracts.id.WorkspaceId;
import java.util.Collection;
import java.util.Map;

/** Adds to the audit trails, in one transaction. Confined to one thread. */
public interface TrailStore {
  /** The message that reported a read. */
  record MessageId(WorkspaceId workspace, String message) {}

  /** Adds reads of personal data. A read whose message was added before has no effect. */
  void addReads(Map<MessageId, PersonalDataRead> reads);

  /**
   * Adds actions of administration. A later entry of the same action replaces an earlier one, for
   * example the outcome of a request.
   */
  void addActions(Collection<AdministrationEntry> entries);
}
