package dev.tributary.definitions;

import dev.tributary.definitions.postgres.HibernateDefinitionDatabase;
import dev.tributary.definitions.postgres.Transactions;
import dev.tributary.local.infra.Credentials;
import dev.tributary.local.infra.ServiceDatabase;
import dev.tributary.runtime.TestDatabase;
import dev.tributary.runtime.http.RunningService;
import dev.tributary.runtime.postgres.TransactionListener;
import io.quarkus.arc.Arc;
import io.vertx.core.Vertx;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.eclipse.microprofile.config.ConfigProvider;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * The database of the service under test. Only a service has repositories of Panache: the build of
 * Quarkus completes them.
 */
final class ServiceDefinitions {
  /** Of the pool of requests. */
  static final int CONNECTIONS = 3;

  private ServiceDefinitions() {}

  /** Empty. The caller closes its pools. */
  static TestDatabase database() throws SQLException {
    String address = setting("DATABASE_URL");
    String[] owner = System.getProperty(RunningService.OWNER).split(" ");
    try (Connection tables = DriverManager.getConnection(address, owner[0], owner[1]);
        Statement sql = tables.createStatement()) {
      sql.execute(
          "truncate definition, definition_version, idempotency_key, definition_outbox, known_log");
    }
    return TestDatabase.of(
        new ServiceDatabase(
            address.substring(address.lastIndexOf('/') + 1),
            address,
            new Credentials(owner[0], owner[1]),
            credentials("WORKER"),
            credentials("REQUEST")));
  }

  private static Credentials credentials(String role) {
    return new Credentials(
        setting("DATABASE_" + role + "_USER"), setting("DATABASE_" + role + "_PASSWORD"));
  }

  private static String setting(String name) {
    return ConfigProvider.getConfig().getValue(name, String.class);
  }

  /** The definitions of the database, as the role of requests. */
  static DefinitionDatabase definitions(TransactionListener listener) {
    return new HibernateDefinitionDatabase(
        new Transactions(bean(Vertx.class), bean(Mutiny.SessionFactory.class), listener));
  }

  private static <T> T bean(Class<T> type) {
    return Arc.container().select(type).get();
  }
}
