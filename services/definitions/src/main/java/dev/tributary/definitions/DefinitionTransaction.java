package dev.tributary.definitions;

/**
 * A transaction that stores definitions, for other work in it. The methods of {@link
 * DefinitionStore} take it, and so do the stores of services, which change their other tables in
 * it. Row-level security shows the rows of one workspace. Used by the thread of its caller, until
 * the work returns.
 */
public interface DefinitionTransaction {

  /** Waits until no other transaction has this lock, and keeps it until the end. */
  void lock(String name);

  /** The stored definitions, in this transaction. */
  DefinitionRows rows();
}
