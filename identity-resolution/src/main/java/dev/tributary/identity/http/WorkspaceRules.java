package dev.tributary.identity.http;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.claim.IdentifierReader;
import dev.tributary.identity.postgres.RulesStore;
import dev.tributary.identity.rules.IdentityRules;
import dev.tributary.runtime.definitions.Stored;
import dev.tributary.runtime.tenancy.Workspace;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Reads the identifiers of requests in the same way as those of events. Thread-safe. */
public final class WorkspaceRules {
  private final RulesStore store;
  private final Map<WorkspaceId, IdentifierReader> readers = new ConcurrentHashMap<>();

  public WorkspaceRules(RulesStore store) {
    this.store = store;
  }

  IdentifierReader of(Workspace workspace) {
    Optional<Stored<IdentityRules>> stored = store.find(workspace.id());
    long version = stored.map(Stored::version).orElse(0L);
    String region = workspace.settings().defaultRegion();
    IdentifierReader kept = readers.get(workspace.id());
    if (kept != null && kept.version() == version && kept.region().equals(region)) {
      return kept;
    }
    IdentityRules rules = stored.map(Stored::spec).orElse(IdentityRules.DEFAULT);
    IdentifierReader reader = new IdentifierReader(rules, version, region);
    readers.put(workspace.id(), reader);
    return reader;
  }
}
