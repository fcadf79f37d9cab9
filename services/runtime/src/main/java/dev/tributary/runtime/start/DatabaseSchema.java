package dev.tributary.runtime.start;

import dev.tributary.runtime.config.TributaryConfig;
import dev.tributary.runtime.postgres.Migrations;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.arc.properties.UnlessBuildProperty;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Whether the database has the schema of this version. Thread-safe. */
@Singleton
@UnlessBuildProperty(
    name = TributaryConfig.WITHOUT_DATABASE,
    stringValue = "true",
    enableIfMissing = true)
public class DatabaseSchema {
  private final Migrations migrations;
  private final AgroalDataSource worker;

  public DatabaseSchema(Migrations migrations, @DataSource("worker") AgroalDataSource worker) {
    this.migrations = migrations;
    this.worker = worker;
  }

  /** Null if it has; blocks. */
  @Nullable String problem() {
    try (Connection connection = worker.getConnection()) {
      return migrations.mismatch(connection);
    } catch (SQLException e) {
      return "The database cannot be asked: " + e.getMessage();
    }
  }
}
