package dev.tributary.identity.http;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.claim.IdentifierReader;
import dev.tributary.identity.rules.RulesStore;
import dev.tributary.identity.rules.VersionedRules;
import dev.tributary.runtime.tenancy.Workspace;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Reads the identifiers of requests in the same way as those of events. Thread-safe. */
public final class WorkspaceRules {
  private final RulesStore store;
  private final Map<WorkspaceId, IdentifierReader> readers = new ConcurrentHashMap<>();

  public WorkspaceRules(RulesStore store) {
    this.store = store;
  }

  public IdentifierReader of(Workspace workspace) {
    VersionedRules now = store.read(workspace.id());
    String region = workspace.settings().defaultRegion();
    IdentifierReader kept = readers.get(workspace.id());
    if (kept != null && kept.version() == now.version() && kept.region().equals(region)) {
      return kept;
    }
    IdentifierReader reader = new IdentifierReader(now.rules(), now.version(), region);
    readers.put(workspace.id(), reader);
    return reader;
  }
}
