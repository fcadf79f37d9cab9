package dev.tributary.identity.postgres;

import dev.tributary.identity.store.IdentityTransaction;
import dev.tributary.identity.store.IdentityTransactionContract;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Function;

class PostgresIdentityTransactionTest extends IdentityTransactionContract {
  private static final OwnDatabase DATABASE = OwnDatabase.migrated();

  @Override
  protected <R> R transaction(Function<IdentityTransaction, R> work) {
    try (Connection tx = DATABASE.worker().getConnection()) {
      tx.setAutoCommit(false);
      try {
        R result = work.apply(new PostgresIdentityTransaction(tx));
        tx.commit();
        return result;
      } finally {
        tx.rollback();
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
