package dev.tributary.definitions;

import java.util.Map;
import java.util.Optional;

/**
 * A transaction that stores definitions, for other work in it. The methods of {@link
 * DefinitionStore} take it, and so do the stores of services, for statements about their other
 * tables. Row-level security shows the rows of one workspace. Used by the thread of its caller,
 * until the work returns.
 */
public interface DefinitionTransaction {

  /**
   * Changes rows.
   *
   * @param statement with named parameters, such as {@code :workspace}
   * @return the number of rows
   */
  int execute(String statement, Map<String, ?> parameters);

  /**
   * Reads one value.
   *
   * @param query with named parameters; its only column is a text
   * @return the value of the first row; empty if there is no row, or if the value is null
   */
  Optional<String> text(String query, Map<String, ?> parameters);

  /** Waits until no other transaction has this lock, and keeps it until the end. */
  void lock(String name);

  /** The stored definitions, in this transaction. */
  DefinitionRows rows();
}
