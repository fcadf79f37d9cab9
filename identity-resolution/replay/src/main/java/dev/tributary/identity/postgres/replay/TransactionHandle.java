package dev.tributary.identity.postgres.replay;

import java.sql.Connection;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.ColonPrefixSqlParser;
import org.jdbi.v3.core.statement.SqlParser;
import org.jdbi.v3.core.statement.SqlStatements;

/** JDBI within a transaction that its caller has begun and will end. Thread-safe. */
final class TransactionHandle {
  /**
   * Keeps what it has parsed. Without it, each transaction would parse its statements again, which
   * took a quarter of a rebuild's CPU.
   */
  private static final SqlParser PARSER = new ColonPrefixSqlParser();

  private TransactionHandle() {}

  /** The handle is not to be closed: that would close the connection. */
  static Handle of(Connection tx) {
    Handle handle = Jdbi.open(tx);
    handle.getConfig(SqlStatements.class).setSqlParser(PARSER);
    return handle;
  }
}
