package dev.tributary.control.start;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.access.Service;
import dev.tributary.control.audit.AdministrationQueries;
import dev.tributary.control.audit.ProfileIds;
import dev.tributary.control.audit.ReadQueries;
import dev.tributary.control.audit.TrailStore;
import dev.tributary.control.http.IdentityProfileIds;
import dev.tributary.control.http.service.ControlUpstreams;
import dev.tributary.control.kafka.QuarantineRedrives;
import dev.tributary.control.kafka.TrailIntake;
import dev.tributary.control.kafka.TrailPositions;
import dev.tributary.control.kafka.UnreadableMessages;
import dev.tributary.control.kafka.WaitingChannels;
import dev.tributary.control.postgres.audit.PostgresAdministrationQueries;
import dev.tributary.control.postgres.audit.PostgresReadQueries;
import dev.tributary.control.postgres.audit.PostgresTrailStore;
import dev.tributary.control.postgres.audit.TrailRetention;
import dev.tributary.definitions.postgres.Transactions;
import dev.tributary.definitions.start.DefinitionBeans;
import dev.tributary.runtime.audit.ReadTrail;
import dev.tributary.runtime.config.TributaryConfig;
import dev.tributary.runtime.fact.FactSource;
import dev.tributary.runtime.http.installation.InstallationClient;
import dev.tributary.runtime.http.installation.ServiceTokens;
import dev.tributary.runtime.log.AcceptedLog;
import dev.tributary.runtime.postgres.RequestDatabase;
import dev.tributary.runtime.quarantine.MessageQuarantine;
import dev.tributary.runtime.quarantine.Quarantine;
import dev.tributary.runtime.quarantine.QuarantineAnswers;
import dev.tributary.runtime.quarantine.QuarantineFacts;
import dev.tributary.runtime.quarantine.QuarantineWatch;
import dev.tributary.runtime.quarantine.QuarantinedMessages;
import dev.tributary.runtime.tenancy.VisibilityPolicy;
import dev.tributary.runtime.tenancy.WorkspaceDirectory;
import dev.tributary.runtime.view.DefinitionFeed;
import dev.tributary.runtime.view.DefinitionView;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.agroal.DataSource;
import io.quarkus.hibernate.orm.PersistenceUnit;
import io.smallrye.common.annotation.Identifier;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/** Wires the objects that are specific to the control plane. */
public class ControlBeans {
  static final String TRAITS = "traits";
  private static final String WORKER = "worker";
  static final String OF_WORKERS = "worker-transactions";

  @Produces
  @Singleton
  @Named(OF_WORKERS)
  Transactions workerTransactions(
      Vertx vertx, @PersistenceUnit(WORKER) Mutiny.SessionFactory sessions) {
    return new Transactions(vertx, sessions);
  }

  @Produces
  @Singleton
  TrailStore trailStore(@Named(OF_WORKERS) Transactions worker, Ids ids) {
    return new PostgresTrailStore(worker, ids);
  }

  @Produces
  @Singleton
  ReadQueries readQueries(@Named(DefinitionBeans.OF_REQUESTS) Transactions requests) {
    return new PostgresReadQueries(requests);
  }

  @Produces
  @Singleton
  AdministrationQueries administrationQueries(
      @Named(DefinitionBeans.OF_REQUESTS) Transactions requests, Clock clock) {
    return new PostgresAdministrationQueries(requests, clock);
  }

  @Produces
  @Singleton
  TrailRetention retention(@Named(OF_WORKERS) Transactions worker) {
    return new TrailRetention(worker);
  }

  @Produces
  @Singleton
  MessageQuarantine messageQuarantine(@DataSource(WORKER) AgroalDataSource worker) {
    return new MessageQuarantine(worker, new Quarantine(), List.of(Topic.READS, Topic.AUDIT));
  }

  @Produces
  @Singleton
  TrailIntake intake(
      TrailStore store, MessageQuarantine quarantine, WorkspaceDirectory workspaces, Clock clock) {
    return new TrailIntake(store, new UnreadableMessages(quarantine), workspaces::purged, clock);
  }

  @Produces
  @Singleton
  AcceptedLog positionsOnAnAcceptedLog(@Identifier(TrailPositions.NAME) TrailPositions positions) {
    return positions.restart();
  }

  @Produces
  @Singleton
  WaitingChannels waitingChannels(Clock clock) {
    return new WaitingChannels(clock);
  }

  @Produces
  @Singleton
  QuarantineRedrives redrives(
      MessageQuarantine quarantine, TrailIntake intake, WorkspaceDirectory workspaces) {
    return new QuarantineRedrives(quarantine, intake, workspaces);
  }

  void close(@Disposes QuarantineRedrives redrives) {
    redrives.close();
  }

  @Produces
  @Singleton
  FactSource quarantineFacts(@DataSource(WORKER) AgroalDataSource worker) {
    return new QuarantineFacts(worker);
  }

  @Produces
  @Singleton
  QuarantineWatch quarantineWatch(
      @DataSource(WORKER) AgroalDataSource worker,
      MeterRegistry metrics,
      TributaryConfig config,
      WorkspaceDirectory workspaces) {
    return QuarantineWatch.of(worker, metrics, config.service(), workspaces);
  }

  @Produces
  @Singleton
  QuarantineAnswers quarantine(RequestDatabase database, ReadTrail trail) {
    return new QuarantineAnswers(new QuarantinedMessages(database), trail);
  }

  @Produces
  @Singleton
  @Named(TRAITS)
  DefinitionView traits(DefinitionFeed channels) {
    return new DefinitionView(Topic.TRAITS, channels);
  }

  void close(@Disposes @Named(TRAITS) DefinitionView view) {
    view.close();
  }

  @Produces
  @Singleton
  VisibilityPolicy visibility(@Named(TRAITS) DefinitionView traits) {
    return new VisibilityPolicy(traits);
  }

  @Produces
  @Singleton
  ProfileIds profileIds(
      InstallationClient client, ControlUpstreams upstreams, ServiceTokens tokens) {
    return new IdentityProfileIds(
        client, upstreams.managementOf(Service.IDENTITY), tokens.of(Service.IDENTITY));
  }
}
