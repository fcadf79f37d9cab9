package dev.tributary.control.postgres;

import dev.tributary.control.postgres.alert.AlertRow;
import dev.tributary.control.postgres.alert.FactsRow;
import dev.tributary.control.postgres.alert.NoticeRow;
import dev.tributary.control.postgres.audit.AdministrationRow;
import dev.tributary.control.postgres.audit.ReadRow;
import dev.tributary.control.postgres.clock.ClockRow;
import dev.tributary.definitions.postgres.Transactions;
import dev.tributary.local.infra.Credentials;
import dev.tributary.local.infra.ServiceDatabase;
import dev.tributary.runtime.postgres.Migrations;
import dev.tributary.testkit.infra.TestInfrastructure;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.hibernate.cfg.Configuration;
import org.hibernate.reactive.mutiny.Mutiny;
import org.hibernate.reactive.provider.ReactiveServiceRegistryBuilder;
import org.hibernate.reactive.vertx.VertxInstance;
import org.postgresql.ds.PGSimpleDataSource;

/** A migrated database of the control plane that a test has for itself. */
public final class OwnDatabase implements AutoCloseable {
  private static final Duration BOUND = Duration.ofSeconds(60);

  private final Vertx vertx = Vertx.vertx();
  private final List<Mutiny.SessionFactory> opened = new ArrayList<>();
  private final ServiceDatabase database;

  public OwnDatabase() {
    this(migrated());
  }

  /** A database that is already migrated. */
  public OwnDatabase(ServiceDatabase database) {
    this.database = database;
  }

  public static ServiceDatabase migrated() {
    return TestInfrastructure.migrated("control", OwnDatabase.class, OwnDatabase::migrate);
  }

  private static void migrate(ServiceDatabase template) {
    Migrations.of(OwnDatabase.class.getClassLoader())
        .migrate(
            template.address(),
            new Migrations.Credentials(template.owner().user(), template.owner().password()),
            template.worker().user(),
            template.request().user());
  }

  public Transactions worker() {
    return transactions(database.worker());
  }

  public Transactions requests() {
    return transactions(database.request());
  }

  /** With the rights of the worker. */
  public DataSource workerPool() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(database.address());
    source.setUser(database.worker().user());
    source.setPassword(database.worker().password());
    return source;
  }

  /** With the rights of a superuser. */
  public Connection superuser() throws SQLException {
    Credentials superuser = TestInfrastructure.postgres().superuser();
    return DriverManager.getConnection(database.address(), superuser.user(), superuser.password());
  }

  public static <T> T await(Uni<T> answer) {
    return answer.await().atMost(BOUND);
  }

  private Transactions transactions(Credentials role) {
    Configuration configuration =
        new Configuration()
            .addAnnotatedClass(ReadRow.class)
            .addAnnotatedClass(AdministrationRow.class)
            .addAnnotatedClass(ClockRow.class)
            .addAnnotatedClass(AlertRow.class)
            .addAnnotatedClass(NoticeRow.class)
            .addAnnotatedClass(FactsRow.class)
            .setProperty(
                "jakarta.persistence.jdbc.url", database.address().replaceFirst("^jdbc:", ""))
            .setProperty("jakarta.persistence.jdbc.user", role.user())
            .setProperty("jakarta.persistence.jdbc.password", role.password())
            .setProperty("hibernate.connection.pool_size", "4");
    Mutiny.SessionFactory sessions =
        configuration
            .buildSessionFactory(
                new ReactiveServiceRegistryBuilder()
                    .applySettings(configuration.getProperties())
                    .addService(VertxInstance.class, (VertxInstance) () -> vertx)
                    .build())
            .unwrap(Mutiny.SessionFactory.class);
    opened.add(sessions);
    return new Transactions(vertx, sessions);
  }

  @Override
  public void close() {
    opened.forEach(Mutiny.SessionFactory::close);
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
