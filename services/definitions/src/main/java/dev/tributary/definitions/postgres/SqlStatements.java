package dev.tributary.definitions.postgres;

import dev.tributary.definitions.DefinitionTransaction;
import java.util.Map;
import java.util.Optional;

/**
 * Statements about the other tables of a service, in a transaction that stores definitions. Only
 * packages {@code postgres} use them.
 */
public interface SqlStatements {

  /** The statements of this transaction, until it ends. */
  static SqlStatements in(DefinitionTransaction tx) {
    if (tx instanceof SqlStatements statements) {
      return statements;
    }
    throw new IllegalArgumentException("The transaction is not one of PostgreSQL");
  }

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
}
