package dev.tributary.definitions;

import dev.tributary.definitions.postgres.DefinitionEntity;
import dev.tributary.definitions.postgres.DefinitionVersionEntity;
import dev.tributary.definitions.postgres.HibernateDefinitionDatabase;
import dev.tributary.definitions.postgres.IdempotencyEntity;
import dev.tributary.definitions.postgres.Transactions;
import dev.tributary.local.infra.ServiceDatabase;
import dev.tributary.runtime.TestDatabase;
import dev.tributary.runtime.postgres.TransactionListener;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.cfg.Configuration;
import org.hibernate.reactive.mutiny.Mutiny;
import org.hibernate.reactive.provider.ReactiveServiceRegistryBuilder;
import org.hibernate.reactive.vertx.VertxInstance;

/** Hibernate Reactive with the entities of definitions, outside of a service. */
final class DefinitionDatabases implements AutoCloseable {
  /** As a service has. */
  static final int CONNECTIONS = 3;

  private final Vertx vertx = Vertx.vertx();
  private final Map<String, Mutiny.SessionFactory> opened = new HashMap<>();

  /** The definitions of a database, as the role of requests. */
  DefinitionDatabase definitions(TestDatabase at, TransactionListener listener) {
    Mutiny.SessionFactory sessions =
        opened.computeIfAbsent(at.coordinates().name(), _ -> open(at.coordinates()));
    return new HibernateDefinitionDatabase(new Transactions(vertx, sessions, listener));
  }

  private Mutiny.SessionFactory open(ServiceDatabase database) {
    Configuration configuration =
        new Configuration()
            .addAnnotatedClass(DefinitionEntity.class)
            .addAnnotatedClass(DefinitionVersionEntity.class)
            .addAnnotatedClass(IdempotencyEntity.class)
            .setProperty(
                "jakarta.persistence.jdbc.url", database.address().replaceFirst("^jdbc:", ""))
            .setProperty("jakarta.persistence.jdbc.user", database.request().user())
            .setProperty("jakarta.persistence.jdbc.password", database.request().password())
            .setProperty("hibernate.connection.pool_size", Integer.toString(CONNECTIONS));
    return configuration
        .buildSessionFactory(
            new ReactiveServiceRegistryBuilder()
                .applySettings(configuration.getProperties())
                .addService(VertxInstance.class, (VertxInstance) () -> vertx)
                .build())
        .unwrap(Mutiny.SessionFactory.class);
  }

  @Override
  public void close() {
    List<Mutiny.SessionFactory> all = new ArrayList<>(opened.values());
    all.forEach(Mutiny.SessionFactory::close);
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
