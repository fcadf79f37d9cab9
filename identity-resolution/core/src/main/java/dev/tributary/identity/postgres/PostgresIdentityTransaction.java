package dev.tributary.identity.postgres;

import dev.tributary.identity.postgres.store.Jdbc;
import dev.tributary.identity.postgres.store.PostgresAcceptedEventStore;
import dev.tributary.identity.postgres.store.PostgresCappedProfileStore;
import dev.tributary.identity.postgres.store.PostgresCutStore;
import dev.tributary.identity.postgres.store.PostgresEdgeStore;
import dev.tributary.identity.postgres.store.PostgresFoundConflictStore;
import dev.tributary.identity.postgres.store.PostgresIdentifierStore;
import dev.tributary.identity.postgres.store.PostgresJournalStore;
import dev.tributary.identity.postgres.store.PostgresLinkStore;
import dev.tributary.identity.postgres.store.PostgresMergeStore;
import dev.tributary.identity.postgres.store.PostgresModelRowStore;
import dev.tributary.identity.postgres.store.PostgresProfileStore;
import dev.tributary.identity.postgres.store.PostgresQuarantineStore;
import dev.tributary.identity.postgres.store.PostgresRuleReads;
import dev.tributary.identity.postgres.store.PostgresSharedIdentifierStore;
import dev.tributary.identity.postgres.store.PostgresUnmergeStore;
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
import java.sql.Connection;

/** {@link IdentityTransaction} over a transaction of PostgreSQL. */
public class PostgresIdentityTransaction implements IdentityTransaction {
  private final Connection tx;

  /** One for the transaction: it remembers what it has locked. */
  private final ProfileStore profiles;

  /**
   * @param tx without automatic commit; the caller commits it
   */
  public PostgresIdentityTransaction(Connection tx) {
    this.tx = tx;
    this.profiles = new PostgresProfileStore(tx);
  }

  @Override
  public IdentifierStore identifiers() {
    return new PostgresIdentifierStore(tx);
  }

  @Override
  public ProfileStore profiles() {
    return profiles;
  }

  @Override
  public EdgeStore edges() {
    return new PostgresEdgeStore(tx);
  }

  @Override
  public MergeStore merges() {
    return new PostgresMergeStore(tx);
  }

  @Override
  public AcceptedEventStore accepted() {
    return new PostgresAcceptedEventStore(tx);
  }

  @Override
  public QuarantineStore quarantine() {
    return new PostgresQuarantineStore(tx);
  }

  @Override
  public ModelRowStore rows() {
    return new PostgresModelRowStore(tx);
  }

  @Override
  public JournalStore journal() {
    return new PostgresJournalStore(tx);
  }

  @Override
  public FoundConflictStore conflicts() {
    return new PostgresFoundConflictStore(tx);
  }

  @Override
  public SharedIdentifierStore shared() {
    return new PostgresSharedIdentifierStore(tx);
  }

  @Override
  public LinkStore links() {
    return new PostgresLinkStore(tx);
  }

  @Override
  public CappedProfileStore capped() {
    return new PostgresCappedProfileStore(tx);
  }

  @Override
  public CutStore cuts() {
    return new PostgresCutStore(tx);
  }

  @Override
  public UnmergeStore unmerges() {
    return new PostgresUnmergeStore(tx);
  }

  @Override
  public RuleReads rules() {
    return new PostgresRuleReads(tx);
  }

  @Override
  public Savepoint savepoint() {
    java.sql.Savepoint start = Jdbc.query(tx::setSavepoint);
    return new Savepoint() {
      @Override
      public void rollback() {
        Jdbc.update(() -> tx.rollback(start));
      }

      @Override
      public void release() {
        Jdbc.update(() -> tx.releaseSavepoint(start));
      }
    };
  }
}
