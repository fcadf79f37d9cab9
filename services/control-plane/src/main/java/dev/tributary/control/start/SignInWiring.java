package dev.tributary.control.start;

import dev.tributary.contracts.Ids;
import dev.tributary.control.keycloak.RealmFailures;
import dev.tributary.control.postgres.signin.PostgresFailures;
import dev.tributary.control.signin.FailedSignIns;
import dev.tributary.definitions.postgres.Transactions;
import dev.tributary.runtime.config.TributaryConfig;
import dev.tributary.runtime.metrics.Metric;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import org.keycloak.admin.client.Keycloak;

/** Creates the copy of failed sign-ins to the trail of administration. */
@ApplicationScoped
public class SignInWiring {
  @Produces
  @Singleton
  FailedSignIns failedSignIns(
      SignInConfig signIn,
      TributaryConfig config,
      KeycloakConfig realm,
      Keycloak keycloak,
      @Named(ControlBeans.OF_WORKERS) Transactions worker,
      Ids ids,
      MeterRegistry registry) {
    Metric failed = ControlMetric.FAILED_SIGN_INS.metric();
    Counter known = failed.registerCounter(registry, "known");
    Counter unknown = failed.registerCounter(registry, "unknown");
    return new FailedSignIns(
        config.instance(),
        signIn.every(),
        new RealmFailures(keycloak.realm(realm.realm())),
        new PostgresFailures(worker),
        ids,
        (named, count) -> (named ? known : unknown).increment(count));
  }

  void start(@Observes @Priority(30) StartupEvent event, FailedSignIns failures) {
    failures.start();
  }

  void stop(@Observes ShutdownEvent event, FailedSignIns failures) {
    failures.close();
  }
}
