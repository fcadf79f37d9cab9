package dev.tributary.identity.store;

/**
 * One transaction of identity resolution. Its changes become visible to others together, when the
 * caller that began it commits. Every method may throw a {@link StoreFailure}. Confined to one
 * thread.
 */
public interface IdentityTransaction {
  IdentifierStore identifiers();

  ProfileStore profiles();

  EdgeStore edges();

  MergeStore merges();

  AcceptedEventStore accepted();

  QuarantineStore quarantine();

  ModelRowStore rows();

  JournalStore journal();

  FoundConflictStore conflicts();

  SharedIdentifierStore shared();

  LinkStore links();

  CappedProfileStore capped();

  CutStore cuts();

  UnmergeStore unmerges();

  RuleReads rules();

  /** A point to which the transaction can return. */
  Savepoint savepoint();

  /** A point of a transaction. */
  interface Savepoint {
    /** Undoes all changes since this point, and releases the locks that were taken since. */
    void rollback();

    /** Keeps the changes since this point. */
    void release();
  }
}
