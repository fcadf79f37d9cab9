package dev.tributary.identity.kafka;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.claim.IdentifierReader;
import dev.tributary.identity.postgres.PolicyTable;
import dev.tributary.identity.postgres.RulesTable;
import dev.tributary.identity.postgres.RulesTable.Versioned;
import dev.tributary.identity.profile.TraitPolicies;
import dev.tributary.identity.rules.IdentityRules;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The rules with which polls are decided. Each transaction reads which version is in force, so all
 * instances change the version at the same moment; the content of a version is cached. Thread-safe.
 */
final class RuleBook implements RuleSource {
  private final RulesTable table = new RulesTable();
  private final Function<WorkspaceId, String> regionOf;
  private final PolicyTable policyTable = new PolicyTable();
  private final Map<WorkspaceId, IdentifierReader> readers = new ConcurrentHashMap<>();
  private final Map<WorkspaceId, Policies> policies = new ConcurrentHashMap<>();

  private record Policies(long stamp, TraitPolicies policies) {}

  /**
   * @param regionOf a workspace's region for phone numbers without a country code
   */
  RuleBook(Function<WorkspaceId, String> regionOf) {
    this.regionOf = regionOf;
  }

  @Override
  public ActiveRules read(Connection tx, Collection<WorkspaceId> workspaces) throws SQLException {
    Map<WorkspaceId, IdentifierReader> inForce = new HashMap<>();
    Map<WorkspaceId, TraitPolicies> ofTraits = new HashMap<>();
    for (var entry : table.versions(tx, workspaces).entrySet()) {
      WorkspaceId workspace = entry.getKey();
      inForce.put(workspace, reader(tx, workspace, entry.getValue().version()));
      if (entry.getValue().policies() > 0) {
        ofTraits.put(workspace, policies(tx, workspace, entry.getValue().policies()));
      }
    }
    return new ActiveRules(inForce, ofTraits);
  }

  private TraitPolicies policies(Connection tx, WorkspaceId workspace, long stamp)
      throws SQLException {
    Policies kept = policies.get(workspace);
    if (kept != null && kept.stamp() == stamp) {
      return kept.policies();
    }
    TraitPolicies current = policyTable.read(tx, workspace);
    policies.put(workspace, new Policies(stamp, current));
    return current;
  }

  private IdentifierReader reader(Connection tx, WorkspaceId workspace, long version)
      throws SQLException {
    String region = regionOf.apply(workspace);
    IdentifierReader kept = readers.get(workspace);
    if (kept != null && kept.version() == version && kept.region().equals(region)) {
      return kept;
    }
    Versioned current =
        version == 0 ? new Versioned(0, IdentityRules.DEFAULT) : table.read(tx, workspace);
    IdentifierReader reader = new IdentifierReader(current.rules(), current.version(), region);
    readers.put(workspace, reader);
    return reader;
  }
}
