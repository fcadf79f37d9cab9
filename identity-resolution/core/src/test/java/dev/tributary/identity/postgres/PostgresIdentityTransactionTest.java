package dev.tributary.identity.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.identity.store.IdentityTransaction;
import dev.tributary.identity.store.IdentityTransactionContract;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

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

  /** An instance of an earlier version merges and erases people without knowing their names. */
  @Test
  void theNamesOfAProfileEndWithIt() throws SQLException {
    try (Connection tx = DATABASE.worker().getConnection();
        Statement statement = tx.createStatement()) {
      statement.execute(
          """
          insert into profile (workspace, profile, version, document)
          values ('wsp_names', 'prf_ada', 1, ''), ('wsp_names', 'prf_bob', 1, '');
          insert into profile_name (workspace, profile, trait, name)
          values ('wsp_names', 'prf_ada', 'name', ' ada'), ('wsp_names', 'prf_bob', 'name', ' bob')\
          """);
      statement.execute(
          "delete from profile where workspace = 'wsp_names' and profile = 'prf_ada'");
      try (ResultSet left =
          statement.executeQuery(
              "select string_agg(profile, ',') from profile_name where workspace = 'wsp_names'")) {
        left.next();
        assertThat(left.getString(1)).isEqualTo("prf_bob");
      }
    }
  }
}
