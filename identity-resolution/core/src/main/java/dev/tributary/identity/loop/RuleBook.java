package dev.tributary.identity.loop;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.claim.IdentifierReader;
import dev.tributary.identity.profile.TraitPolicies;
import dev.tributary.identity.rules.VersionedRules;
import dev.tributary.identity.store.RuleReads;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The rules with which polls are decided. Each transaction reads which version is in force, so all
 * instances change the version at the same moment; the content of a version is cached. Thread-safe.
 */
public final class RuleBook implements ActiveRules.Source {

  private final Function<WorkspaceId, String> regionOf;

  private final Map<WorkspaceId, IdentifierReader> readers = new ConcurrentHashMap<>();
  private final Map<WorkspaceId, Policies> policies = new ConcurrentHashMap<>();

  private record Policies(long stamp, TraitPolicies policies) {}

  /**
   * @param regionOf a workspace's region for phone numbers without a country code
   */
  public RuleBook(Function<WorkspaceId, String> regionOf) {
    this.regionOf = regionOf;
  }

  @Override
  public ActiveRules read(RuleReads reads, Collection<WorkspaceId> workspaces) {
    Map<WorkspaceId, IdentifierReader> inForce = new HashMap<>();
    Map<WorkspaceId, TraitPolicies> ofTraits = new HashMap<>();
    for (var entry : reads.versions(workspaces).entrySet()) {
      WorkspaceId workspace = entry.getKey();
      inForce.put(workspace, reader(reads, workspace, entry.getValue().version()));
      if (entry.getValue().policies() > 0) {
        ofTraits.put(workspace, policies(reads, workspace, entry.getValue().policies()));
      }
    }
    return new ActiveRules(inForce, ofTraits);
  }

  private TraitPolicies policies(RuleReads reads, WorkspaceId workspace, long stamp) {
    Policies kept = policies.get(workspace);
    if (kept != null && kept.stamp() == stamp) {
      return kept.policies();
    }
    TraitPolicies current = reads.policies(workspace);
    policies.put(workspace, new Policies(stamp, current));
    return current;
  }

  private IdentifierReader reader(RuleReads reads, WorkspaceId workspace, long version) {
    String region = regionOf.apply(workspace);
    IdentifierReader kept = readers.get(workspace);
    if (kept != null && kept.version() == version && kept.region().equals(region)) {
      return kept;
    }
    VersionedRules current = version == 0 ? VersionedRules.DEFAULT : reads.rules(workspace);
    IdentifierReader reader = new IdentifierReader(current.rules(), current.version(), region);
    readers.put(workspace, reader);
    return reader;
  }
}
