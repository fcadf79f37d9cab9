package dev.tributary.definitions.start;

import dev.tributary.definitions.DefinitionDatabase;
import dev.tributary.definitions.DefinitionStore;
import dev.tributary.definitions.JdbiDefinitions;
import dev.tributary.definitions.QuotaMetric;
import dev.tributary.definitions.Quotas;
import dev.tributary.definitions.RepublishedDefinitions;
import dev.tributary.runtime.postgres.RequestDatabase;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The beans of services that own definitions. Each service adds the stores of its own kinds. */
public class DefinitionBeans {
  /** For services without a persistence unit of Hibernate. */
  @Produces
  @Singleton
  @DefaultBean
  DefinitionDatabase definitionDatabase(RequestDatabase database) {
    return new JdbiDefinitions(database);
  }

  @Produces
  @Singleton
  Quotas quotas(QuotaConfig config, MeterRegistry registry) {
    return config.quotas(
        kind -> QuotaMetric.NEARLY_REACHED.metric().registerCounter(registry, kind).increment());
  }

  @Produces
  @Singleton
  RepublishedDefinitions republishedDefinitions(@Any Instance<DefinitionStore<?>> stores) {
    return new RepublishedDefinitions(stores);
  }
}
