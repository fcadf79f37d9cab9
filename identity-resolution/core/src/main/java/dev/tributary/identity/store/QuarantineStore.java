package dev.tributary.identity.store;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.acceptance.QuarantinedMessage;
import java.util.Collection;
import java.util.Map;

/** Quarantined inputs, which wait for a decision of a user. */
public interface QuarantineStore {
  /** The key of a quarantined input. */
  record Key(WorkspaceId workspace, String id) {}

  /**
   * Stores complete inputs. Their texts may be cut or changed so that they can be stored; the
   * message itself is stored unchanged.
   */
  void keep(Collection<QuarantinedMessage> messages);

  /** Those of the inputs that still wait. */
  Map<Key, QuarantinedMessage> waiting(Collection<Key> wanted);

  /** Marks inputs as redriven. */
  void redriven(Collection<Key> applied);
}
