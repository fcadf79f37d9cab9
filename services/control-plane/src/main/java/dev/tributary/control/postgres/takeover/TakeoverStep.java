package dev.tributary.control.postgres.takeover;

import dev.tributary.runtime.postgres.MigrationStep;
import dev.tributary.runtime.postgres.Migrations;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Runs the takeover if the environment names the former database of the api-gateway. A new
 * installation has none.
 */
public final class TakeoverStep implements MigrationStep {
  private static final String URL = "CONTROL_FORMER_DATABASE_URL";
  private static final String USER = "CONTROL_FORMER_DATABASE_OWNER_USER";
  private static final String PASSWORD = "CONTROL_FORMER_DATABASE_OWNER_PASSWORD";

  @Override
  public void run(
      String url, Migrations.Credentials owner, Function<String, @Nullable String> environment) {
    String former = environment.apply(URL);
    if (former == null || former.isBlank()) {
      return;
    }
    Migrations.Credentials ofFormer =
        new Migrations.Credentials(require(environment, USER), require(environment, PASSWORD));
    try (Connection target = connect(url, owner)) {
      // Later, the former database may be deleted.
      if (!Takeover.isRecorded(target)) {
        try (Connection source = connect(former, ofFormer)) {
          System.out.println(
              "The former database of the api-gateway: "
                  + new Takeover(source, target).run().words());
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException(
          "The rows of the former database of the api-gateway cannot be taken over. Nothing is"
              + " lost; the next migration tries again: "
              + e.getMessage(),
          e);
    }
  }

  private static String require(Function<String, @Nullable String> environment, String variable) {
    String value = environment.apply(variable);
    if (value == null || value.isBlank()) {
      throw new IllegalStateException(URL + " needs the environment variable " + variable);
    }
    return value;
  }

  private static Connection connect(String url, Migrations.Credentials owner) throws SQLException {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(url);
    return source.getConnection(owner.user(), owner.password());
  }
}
