package dev.tributary.identity.memory;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.ProfileRef;
import dev.tributary.identity.acceptance.AcceptedEvent;
import dev.tributary.identity.acceptance.Outcome;
import dev.tributary.identity.profile.TraitPolicies;
import dev.tributary.identity.resolution.WorkspaceIdentifier;
import dev.tributary.identity.rules.IdentityRules;
import dev.tributary.identity.rules.VersionedRules;
import dev.tributary.identity.store.IdentityTransaction;
import dev.tributary.identity.store.RuleReads.Versions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** The stores of identity resolution in memory. Confined to one thread. */
public final class MemoryDatabase {
  private MemoryTables tables = new MemoryTables();

  /** Keeps the changes of the work, unless it throws an exception. */
  public <R> R transaction(Function<IdentityTransaction, R> work) {
    MemoryTables before = tables.copy();
    boolean done = false;
    try {
      R result = work.apply(new MemoryTransaction(this));
      done = true;
      return result;
    } finally {
      if (!done) {
        tables = before;
      }
    }
  }

  /** Undoes all changes of the work. */
  public void rolledBack(Consumer<IdentityTransaction> work) {
    MemoryTables before = tables.copy();
    work.accept(new MemoryTransaction(this));
    tables = before;
  }

  public Optional<ProfileId> leadsTo(WorkspaceId workspace, Identifier identifier) {
    return Optional.ofNullable(
        tables.identifiers.get(new WorkspaceIdentifier(workspace, identifier)));
  }

  public List<ProfileId> profiles(WorkspaceId workspace) {
    return ids(workspace, tables.profiles.keySet());
  }

  /** The ids of profiles that were merged into others. */
  public List<ProfileId> mergedProfiles(WorkspaceId workspace) {
    return ids(workspace, tables.aliases.keySet());
  }

  private static List<ProfileId> ids(WorkspaceId workspace, Set<ProfileRef> all) {
    return all.stream()
        .filter(each -> each.workspace().equals(workspace))
        .map(ProfileRef::profile)
        .toList();
  }

  /** The present profile of each event that was applied. */
  public Map<String, ProfileId> owners(WorkspaceId workspace) {
    Map<String, ProfileId> owners = new HashMap<>();
    for (AcceptedEvent each : tables.accepted.values()) {
      ProfileId profile = each.profile();
      if (each.workspace().equals(workspace)
          && each.outcome() == Outcome.APPLIED
          && profile != null) {
        owners.put(each.event().value(), tables.survivor(workspace, profile));
      }
    }
    return owners;
  }

  /** Whether two identifiers with a cut between them lead to one profile. */
  public boolean joinsWhatIsCut(WorkspaceId workspace) {
    return tables.cuts.keySet().stream()
        .filter(each -> each.workspace().equals(workspace))
        .anyMatch(each -> {
          Optional<ProfileId> left = leadsTo(workspace, each.left());
          return left.isPresent() && left.equals(leadsTo(workspace, each.right()));
        });
  }

  /** Puts rules in force. */
  public void rules(WorkspaceId workspace, long version, IdentityRules rules) {
    tables.rules.put(workspace, new VersionedRules(version, rules));
    tables.versions.merge(
        workspace,
        new Versions(version, 0),
        (before, now) -> new Versions(now.version(), before.policies()));
  }

  /** Puts the policies of all traits of a workspace in force. */
  public void policies(WorkspaceId workspace, TraitPolicies policies) {
    tables.policies.put(workspace, policies);
    Versions before = tables.versions.getOrDefault(workspace, new Versions(0, 0));
    tables.versions.put(workspace, new Versions(before.version(), before.policies() + 1));
  }

  MemoryTables tables() {
    return tables;
  }

  void replace(MemoryTables by) {
    tables = by;
  }
}
