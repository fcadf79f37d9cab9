package dev.tributary.audience.start;

import dev.tributary.audience.consent.MissingConsent;
import dev.tributary.audience.consent.ReadingMissingConsent;
import dev.tributary.audience.http.CompleteConsent;
import dev.tributary.audience.http.HttpIdentityConsent;
import dev.tributary.audience.postgres.PostgresMissingConsent;
import dev.tributary.contracts.KeyHash;
import dev.tributary.contracts.access.Service;
import dev.tributary.runtime.http.installation.InstallationClient;
import dev.tributary.runtime.http.installation.ServiceToken;
import dev.tributary.runtime.postgres.RequestDatabase;
import dev.tributary.runtime.threads.PeriodicWork;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.UriBuilder;
import java.net.URI;
import java.time.Duration;

/** Reads the consent that an earlier version of this service has not stored. */
@ApplicationScoped
public class ConsentBeans {
  private static final Duration EVERY = Duration.ofSeconds(10);

  private final PeriodicWork work;

  public ConsentBeans(MissingConsent missing, Vertx vertx, KeyHash keys, IdentityConfig identity) {
    ReadingMissingConsent reading =
        new ReadingMissingConsent(
            missing,
            new HttpIdentityConsent(
                new InstallationClient(vertx),
                management(identity),
                new ServiceToken(keys, Service.IDENTITY.component()).value()));
    this.work =
        new PeriodicWork(
            "missing-consent", Duration.ZERO, EVERY, () -> reading.run(this::isClosed));
  }

  @Produces
  @Singleton
  static MissingConsent missingConsent(
      @DataSource("worker") AgroalDataSource worker, RequestDatabase database) {
    return new PostgresMissingConsent(worker, database);
  }

  @Produces
  @Singleton
  static CompleteConsent completeConsent(MissingConsent missing) {
    return new CompleteConsent(missing);
  }

  private static URI management(IdentityConfig identity) {
    return identity
        .managementUrl()
        .orElseGet(() ->
            UriBuilder.fromUri(identity.url())
                .port(identity.managementPort())
                .replacePath("")
                .build());
  }

  private boolean isClosed() {
    return work.isClosed();
  }

  void start(@Observes StartupEvent event) {
    work.start();
  }

  void stop(@Observes ShutdownEvent event) {
    work.close();
  }
}
