package dev.tributary.gateway.start;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.definition.WorkspaceBody;
import dev.tributary.gateway.clock.ClockStore;
import dev.tributary.gateway.clock.TickSink;
import dev.tributary.gateway.clock.Ticker;
import dev.tributary.gateway.http.ClientLimit;
import dev.tributary.gateway.http.CrossSiteCheck;
import dev.tributary.gateway.http.GatewayConfig;
import dev.tributary.gateway.http.service.HttpPurges;
import dev.tributary.gateway.http.web.WebFiles;
import dev.tributary.gateway.kafka.KafkaLog;
import dev.tributary.gateway.kafka.KafkaTicks;
import dev.tributary.gateway.limit.Rate;
import dev.tributary.gateway.limit.SharedBuckets;
import dev.tributary.gateway.pipeline.Pipeline;
import dev.tributary.gateway.pipeline.ServiceProgress;
import dev.tributary.gateway.postgres.PostgresClockStore;
import dev.tributary.gateway.signin.KeycloakConfig;
import dev.tributary.gateway.workspace.ClientUses;
import dev.tributary.gateway.workspace.Directory;
import dev.tributary.gateway.workspace.deletion.WorkspaceDeletion;
import dev.tributary.gateway.workspace.deletion.WorkspaceDeletions;
import dev.tributary.gateway.workspace.deletion.WorkspacePurging;
import dev.tributary.runtime.config.TributaryConfig;
import dev.tributary.runtime.definitions.DefinitionPublisher;
import dev.tributary.runtime.definitions.DefinitionStore;
import dev.tributary.runtime.definitions.Kind;
import dev.tributary.runtime.definitions.Quotas;
import dev.tributary.runtime.http.installation.InstallationClient;
import dev.tributary.runtime.kafka.KafkaClients;
import dev.tributary.runtime.log.WriterGuard;
import dev.tributary.runtime.loop.ExactlyOnceLoop;
import dev.tributary.runtime.postgres.RequestDatabase;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Map;
import org.keycloak.OAuth2Constants;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.KeycloakBuilder;

/** Creates the plain objects of the gateway. */
@ApplicationScoped
public class Wiring {
  private static final Kind<WorkspaceBody> WORKSPACE =
      new Kind<>("workspace", Ids.WORKSPACE, Topic.WORKSPACES, WorkspaceBody.class, body -> body);

  private static final Kind<WorkspaceDeletion> WORKSPACE_DELETION =
      Kind.unpublished("workspace-deletion", Ids.WORKSPACE_DELETION, WorkspaceDeletion.class);

  private static final int TICK_TIMEOUT_MILLIS = 5_000;

  @Produces
  @Singleton
  ClientLimit clientLimit(SharedBuckets buckets, GatewayConfig config, Clock clock) {
    GatewayConfig.LimitConfig limit = config.limit();
    Rate rate = new Rate(limit.requestsPerSecond(), limit.burst());
    return new ClientLimit(buckets, rate, limit.replicas(), clock);
  }

  /** Quarkus closes its connections together with its Vertx. */
  @Produces
  @Singleton
  InstallationClient installationClient(Vertx vertx) {
    return new InstallationClient(vertx);
  }

  @Produces
  @Singleton
  CrossSiteCheck crossSiteCheck(GatewayConfig config) {
    return new CrossSiteCheck(config.url());
  }

  @Produces
  @Singleton
  WebFiles webFiles() {
    return WebFiles.of(WebFiles.class.getClassLoader());
  }

  @Produces
  @Singleton
  DefinitionStore<WorkspaceBody> workspaces(
      RequestDatabase database,
      DefinitionPublisher publisher,
      Ids ids,
      Clock clock,
      Quotas quotas) {
    return new DefinitionStore<>(database, publisher, WORKSPACE, ids, clock, quotas);
  }

  /** Receipts stay, so there is no limit to their number. */
  @Produces
  @Singleton
  DefinitionStore<WorkspaceDeletion> workspaceDeletions(
      RequestDatabase database, DefinitionPublisher publisher, Ids ids, Clock clock) {
    return new DefinitionStore<>(
        database,
        publisher,
        WORKSPACE_DELETION,
        ids,
        clock,
        new Quotas(Map.of(), Integer.MAX_VALUE));
  }

  @Produces
  @Singleton
  WorkspacePurging purging(
      WorkspaceDeletions deletions,
      HttpPurges services,
      Directory directory,
      ClientUses clientUses,
      Clock clock) {
    return new WorkspacePurging(deletions, services, directory, clientUses, clock);
  }

  @Produces
  @Singleton
  Keycloak keycloak(KeycloakConfig config) {
    return KeycloakBuilder.builder()
        .serverUrl(config.serverUrl())
        .realm(config.realm())
        .grantType(OAuth2Constants.CLIENT_CREDENTIALS)
        .clientId(config.clientId())
        .clientSecret(config.clientSecret())
        .build();
  }

  void close(@Disposes Keycloak keycloak) {
    keycloak.close();
  }

  @Produces
  @Singleton
  ClockStore clockStore(@DataSource("worker") AgroalDataSource worker) {
    return new PostgresClockStore(worker);
  }

  @Produces
  @Singleton
  TickSink tickSink(KafkaClients kafka, TributaryConfig config, WriterGuard guard) {
    return new KafkaTicks(
        kafka.producer(config.service() + "-ticks-" + config.instance(), TICK_TIMEOUT_MILLIS),
        guard::permits);
  }

  @Produces
  @Singleton
  Ticker ticker(ClockStore store, TickSink sink, GatewayConfig gateway, TributaryConfig config) {
    return new Ticker(config.instance(), store, sink, gateway.clock().longestOutage());
  }

  @Produces
  @Singleton
  KafkaLog log(KafkaClients kafka, TributaryConfig config) {
    return new KafkaLog(kafka, config.service() + "-log-" + config.instance());
  }

  void close(@Disposes KafkaLog log) {
    log.close();
  }

  @Produces
  @Singleton
  Pipeline pipeline(KafkaLog log, ServiceProgress services, Ticker ticker, Clock clock) {
    return new Pipeline(log, services, ticker, ExactlyOnceLoop.STILL, clock);
  }

  void start(@Observes @Priority(20) StartupEvent event, Ticker ticker, WorkspacePurging purging) {
    ticker.start();
    purging.start();
  }

  void stop(@Observes ShutdownEvent event, Ticker ticker, WorkspacePurging purging) {
    ticker.close();
    purging.close();
  }
}
