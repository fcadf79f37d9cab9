package dev.tributary.identity.postgres;

import dev.tributary.local.infra.Credentials;
import dev.tributary.local.infra.ServiceDatabase;
import dev.tributary.runtime.postgres.Migrations;
import dev.tributary.runtime.postgres.RequestDatabase;
import dev.tributary.testkit.infra.EarlierMigrations;
import dev.tributary.testkit.infra.TestInfrastructure;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A database of identity that a test has for itself; each connection is a new one. */
public final class OwnDatabase {
  private static final ClassLoader NOW = OwnDatabase.class.getClassLoader();

  private final ServiceDatabase database;

  private OwnDatabase(ServiceDatabase database) {
    this.database = database;
  }

  /** With every table of today. */
  public static OwnDatabase migrated() {
    return new OwnDatabase(
        TestInfrastructure.migrated(
            "identity", OwnDatabase.class, template -> new OwnDatabase(template).migrate()));
  }

  /**
   * As it stood before a migration.
   *
   * @param version the migration's number
   */
  static OwnDatabase before(int version) {
    OwnDatabase own = new OwnDatabase(TestInfrastructure.postgres("identity"));
    own.migrateBefore(version);
    return own;
  }

  /** Brings the tables to today. */
  void migrate() {
    migrate(NOW);
  }

  /**
   * Brings the tables to the version before a migration.
   *
   * @param version the migration's number
   */
  void migrateBefore(int version) {
    migrate(new EarlierMigrations(NOW, version));
  }

  private void migrate(ClassLoader resources) {
    Migrations.of(resources)
        .migrate(
            database.address(),
            new Migrations.Credentials(database.owner().user(), database.owner().password()),
            database.worker().user(),
            database.request().user());
  }

  public RequestDatabase requests() {
    return new RequestDatabase(request());
  }

  public DataSource worker() {
    return as(database.worker());
  }

  public DataSource request() {
    return as(database.request());
  }

  public DataSource owner() {
    return as(database.owner());
  }

  private DataSource as(Credentials role) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(database.address());
    source.setUser(role.user());
    source.setPassword(role.password());
    return source;
  }
}
