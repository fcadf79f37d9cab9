package dev.tributary.identity.memory;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.profile.TraitPolicies;
import dev.tributary.identity.rules.VersionedRules;
import dev.tributary.identity.store.AcceptedEventStore;
import dev.tributary.identity.store.CappedProfileStore;
import dev.tributary.identity.store.CutStore;
import dev.tributary.identity.store.EdgeStore;
import dev.tributary.identity.store.FoundConflictStore;
import dev.tributary.identity.store.IdentifierStore;
import dev.tributary.identity.store.IdentityTransaction;
import dev.tributary.identity.store.JournalStore;
import dev.tributary.identity.store.LinkStore;
import dev.tributary.identity.store.MergeStore;
import dev.tributary.identity.store.ModelRowStore;
import dev.tributary.identity.store.ProfileStore;
import dev.tributary.identity.store.QuarantineStore;
import dev.tributary.identity.store.RuleReads;
import dev.tributary.identity.store.SharedIdentifierStore;
import dev.tributary.identity.store.UnmergeStore;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** {@link IdentityTransaction} in memory. Replays and rebuilds need PostgreSQL. */
final class MemoryTransaction implements IdentityTransaction {
  private final MemoryDatabase database;

  MemoryTransaction(MemoryDatabase database) {
    this.database = database;
  }

  /** The present rows; a rollback replaces them. */
  MemoryTables tables() {
    return database.tables();
  }

  @Override
  public IdentifierStore identifiers() {
    return new MemoryIdentifierStore(this);
  }

  @Override
  public ProfileStore profiles() {
    return new MemoryProfileStore(this);
  }

  @Override
  public EdgeStore edges() {
    return new MemoryEdgeStore(this);
  }

  @Override
  public MergeStore merges() {
    return done -> tables().merges.addAll(done);
  }

  @Override
  public AcceptedEventStore accepted() {
    return new MemoryAcceptedEventStore(this);
  }

  @Override
  public QuarantineStore quarantine() {
    return new MemoryQuarantineStore(this);
  }

  @Override
  public ModelRowStore rows() {
    return new MemoryModelRowStore(this);
  }

  @Override
  public JournalStore journal() {
    return new MemoryJournalStore(this);
  }

  @Override
  public FoundConflictStore conflicts() {
    return new MemoryFoundConflictStore(this);
  }

  @Override
  public SharedIdentifierStore shared() {
    return new MemorySharedIdentifierStore(this);
  }

  @Override
  public LinkStore links() {
    return new MemoryLinkStore(this);
  }

  @Override
  public CappedProfileStore capped() {
    return capped -> tables().capped.addAll(capped);
  }

  @Override
  public CutStore cuts() {
    return new MemoryCutStore(this);
  }

  @Override
  public UnmergeStore unmerges() {
    return new MemoryUnmergeStore(this);
  }

  @Override
  public RuleReads rules() {
    return new RuleReads() {
      @Override
      public Map<WorkspaceId, Versions> versions(Collection<WorkspaceId> workspaces) {
        Map<WorkspaceId, Versions> found = new HashMap<>();
        workspaces.forEach(workspace ->
            found.put(workspace, tables().versions.getOrDefault(workspace, new Versions(0, 0))));
        return found;
      }

      @Override
      public VersionedRules rules(WorkspaceId workspace) {
        return tables().rules.getOrDefault(workspace, VersionedRules.DEFAULT);
      }

      @Override
      public TraitPolicies policies(WorkspaceId workspace) {
        return tables().policies.getOrDefault(workspace, TraitPolicies.LATEST);
      }
    };
  }

  @Override
  public Savepoint savepoint() {
    MemoryTables then = tables().copy();
    return new Savepoint() {
      @Override
      public void rollback() {
        database.replace(then.copy());
      }

      @Override
      public void release() {}
    };
  }
}
