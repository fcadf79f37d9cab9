package dev.tributary.definitions.start;

import dev.tributary.contracts.Ids;
import dev.tributary.definitions.DefinitionDatabase;
import dev.tributary.definitions.DefinitionStore;
import dev.tributary.definitions.DefinitionStores;
import dev.tributary.definitions.Quotas;
import dev.tributary.definitions.postgres.HibernateDefinitionDatabase;
import dev.tributary.definitions.postgres.RepublishedDefinitions;
import dev.tributary.definitions.postgres.Transactions;
import dev.tributary.runtime.audit.ChangeRecorder;
import dev.tributary.runtime.outbox.DefinitionPublisher;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.hibernate.reactive.mutiny.Mutiny;

/** The beans of services that own definitions. Each service adds the stores of its own kinds. */
public class DefinitionBeans {
  /** The name of the {@link Transactions} in which requests see one workspace. */
  public static final String OF_REQUESTS = "request-transactions";

  @Produces
  @Singleton
  @Named(OF_REQUESTS)
  Transactions requestTransactions(
      Vertx vertx, Mutiny.SessionFactory sessions, ChangeRecorder recorder) {
    return new Transactions(vertx, sessions, recorder);
  }

  @Produces
  @Singleton
  DefinitionDatabase definitionDatabase(@Named(OF_REQUESTS) Transactions requests) {
    return new HibernateDefinitionDatabase(requests);
  }

  @Produces
  @Singleton
  Quotas quotas(QuotaConfig config, MeterRegistry registry) {
    return config.quotas(
        kind -> QuotaMetric.NEARLY_REACHED.metric().registerCounter(registry, kind).increment());
  }

  @Produces
  @Singleton
  DefinitionStores definitionStores(
      DefinitionDatabase database,
      DefinitionPublisher publisher,
      Ids ids,
      Clock clock,
      Quotas quotas) {
    return new DefinitionStores(database, publisher::wake, ids, clock, quotas);
  }

  @Produces
  @Singleton
  RepublishedDefinitions republishedDefinitions(@Any Instance<DefinitionStore<?>> stores) {
    return new RepublishedDefinitions(stores);
  }
}
