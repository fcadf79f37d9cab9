package dev.tributary.warehouse.start;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.KeyHash;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.definition.SyncBody;
import dev.tributary.definitions.DefinitionStore;
import dev.tributary.definitions.DefinitionStores;
import dev.tributary.definitions.Kind;
import dev.tributary.runtime.change.ChangesPublisher;
import dev.tributary.runtime.config.TributaryConfig;
import dev.tributary.runtime.egress.EgressPolicy;
import dev.tributary.runtime.fact.FactSource;
import dev.tributary.runtime.kafka.KafkaClients;
import dev.tributary.runtime.log.WriterGuard;
import dev.tributary.runtime.postgres.RequestDatabase;
import dev.tributary.runtime.purge.PurgePart;
import dev.tributary.runtime.secrets.SecretBox;
import dev.tributary.runtime.start.PendingWork;
import dev.tributary.runtime.tenancy.CountNoise;
import dev.tributary.runtime.tenancy.PersonalDataPolicy;
import dev.tributary.runtime.tenancy.Tenant;
import dev.tributary.runtime.tenancy.VisibilityPolicy;
import dev.tributary.runtime.tenancy.WorkspaceDirectory;
import dev.tributary.runtime.threads.Wakeup;
import dev.tributary.runtime.view.DefinitionFeed;
import dev.tributary.runtime.view.DefinitionView;
import dev.tributary.warehouse.connection.WarehouseSpec;
import dev.tributary.warehouse.duckdb.RunDatabase;
import dev.tributary.warehouse.http.Catalogues;
import dev.tributary.warehouse.http.InteractiveQueries;
import dev.tributary.warehouse.http.MappingPolicy;
import dev.tributary.warehouse.http.ModelResource.ModelUse;
import dev.tributary.warehouse.http.QueryDeadline;
import dev.tributary.warehouse.http.RunVisibilityPolicy;
import dev.tributary.warehouse.http.WarehouseResource;
import dev.tributary.warehouse.kafka.KafkaRowTopic;
import dev.tributary.warehouse.model.ModelSpec;
import dev.tributary.warehouse.postgres.ConnectionTests;
import dev.tributary.warehouse.postgres.ModelFacts;
import dev.tributary.warehouse.postgres.ModelStatuses;
import dev.tributary.warehouse.postgres.NextRowsLog;
import dev.tributary.warehouse.postgres.PostgresRuns;
import dev.tributary.warehouse.postgres.PostgresSchedules;
import dev.tributary.warehouse.postgres.PostgresTombstones;
import dev.tributary.warehouse.postgres.RunQueries;
import dev.tributary.warehouse.run.PublishingRuns;
import dev.tributary.warehouse.run.RunWorkers;
import dev.tributary.warehouse.run.Runner;
import dev.tributary.warehouse.run.Runs;
import dev.tributary.warehouse.run.Scheduler;
import dev.tributary.warehouse.source.Warehouses;
import dev.tributary.warehouse.source.WorkspaceFiles;
import dev.tributary.warehouse.source.WorkspaceFolders;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.jdbi.v3.core.Jdbi;

/** Makes this service's objects. */
public class WarehouseBeans {
  static final String SYNCS = "syncs";
  static final String TRAITS = "traits";
  private static final int DELIVERY_TIMEOUT_MILLIS = 60_000;

  @Produces
  @Singleton
  PurgePart workspaceFolders(WarehouseConfig config) {
    WorkspaceFolders folders =
        new WorkspaceFolders(
            List.of(config.dataDir().resolve("files"), config.dataDir().resolve("snapshots")));
    return folders::delete;
  }

  @Produces
  @Singleton
  DefinitionStore<WarehouseSpec> warehouses(DefinitionStores stores) {
    return stores.of(
        Kind.unpublished("warehouse", Ids.WAREHOUSE, WarehouseSpec.class)
            .withSecrets("/connection/sealedPassword")
            .withVersions());
  }

  @Produces
  @Singleton
  DefinitionStore<ModelSpec> models(DefinitionStores stores) {
    return stores.of(
        new Kind<ModelSpec>("model", Ids.MODEL, Topic.MODELS, ModelSpec.class, ModelSpec::body)
            .withVersions(spec -> spec.filedAs(null)));
  }

  @Produces
  @Singleton
  Warehouses readers(WarehouseConfig config, EgressPolicy egress, SecretBox secrets) {
    return new Warehouses(
        new WorkspaceFiles(config.dataDir().resolve("files")),
        egress,
        (workspace, warehouse, server, sealed) ->
            secrets.open(WarehouseResource.place(workspace, warehouse, server), sealed),
        new Warehouses.Limits(
            new RunDatabase.Limits(
                config.memoryMegabytes(), config.threads(), config.diskMegabytes()),
            (int) config.statementTimeout().toMillis(),
            config.resultMegabytes()));
  }

  @Produces
  @Singleton
  QueryDeadline deadline(WarehouseConfig config) {
    return new QueryDeadline(config.previewLimit());
  }

  void close(@Disposes QueryDeadline deadline) {
    deadline.close();
  }

  @Produces
  @Singleton
  InteractiveQueries questions(
      Warehouses warehouses,
      QueryDeadline deadline,
      WarehouseConfig config,
      CurrentVertxRequest exchange) {
    return new InteractiveQueries(warehouses, deadline, config.questionsAtOnce(), exchange);
  }

  @Produces
  @Singleton
  Catalogues catalogues(InteractiveQueries questions, Clock clock, WarehouseConfig config) {
    return new Catalogues(questions, clock, config.questionsAtOnce());
  }

  @Produces
  @Singleton
  MappingPolicy mappingPolicy(
      DefinitionStore<ModelSpec> models,
      VisibilityPolicy visibilityPolicy,
      PersonalDataPolicy policy) {
    return new MappingPolicy(models, visibilityPolicy, policy);
  }

  @Produces
  @Singleton
  RunVisibilityPolicy runVisibility(
      DefinitionStore<ModelSpec> models, Tenant tenant, CountNoise blur) {
    return new RunVisibilityPolicy(models, tenant, blur);
  }

  @Produces
  @Singleton
  @Named("rows")
  KafkaProducer<byte[], byte[]> producer(KafkaClients kafka, TributaryConfig config) {
    return kafka.producer(config.service() + "-rows-" + config.instance(), DELIVERY_TIMEOUT_MILLIS);
  }

  void close(@Disposes @Named("rows") KafkaProducer<byte[], byte[]> producer) {
    producer.close();
  }

  @Produces
  @Singleton
  KafkaRowTopic topic(
      @Named("rows") KafkaProducer<byte[], byte[]> producer, KeyHash keys, Ids ids, Clock clock) {
    return new KafkaRowTopic(producer, keys, ids, clock);
  }

  @Produces
  @Singleton
  NextRowsLog nextRowsLog() {
    return new NextRowsLog();
  }

  /** A signal for each run that this process queues. */
  @Produces
  @Singleton
  Wakeup queued(WarehouseConfig config) {
    return new Wakeup(config.workers());
  }

  @Produces
  @Singleton
  PostgresRuns runs(
      @DataSource("worker") AgroalDataSource worker,
      Ids ids,
      Clock clock,
      WorkspaceDirectory workspaces,
      Wakeup queued) {
    return new PostgresRuns(Jdbi.create(worker), ids, clock, workspaces::heldIds, queued);
  }

  @Produces
  @Singleton
  RunQueries queries(RequestDatabase database, Ids ids, Clock clock, Wakeup queued) {
    return new RunQueries(database, ids, clock, queued);
  }

  @Produces
  @Singleton
  ModelStatuses statuses(RequestDatabase database) {
    return new ModelStatuses(database);
  }

  @Produces
  @Singleton
  ConnectionTests connectionTests(RequestDatabase database) {
    return new ConnectionTests(database);
  }

  @Produces
  @Singleton
  RunWorkers workers(
      PostgresRuns stored,
      ChangesPublisher changes,
      Warehouses warehouses,
      KafkaRowTopic topic,
      @DataSource("worker") AgroalDataSource worker,
      DefinitionStore<ModelSpec> models,
      DefinitionStore<WarehouseSpec> warehouseStore,
      WorkspaceDirectory workspaces,
      WarehouseConfig config,
      TributaryConfig tributary,
      WriterGuard guard,
      Wakeup queued,
      Clock clock) {
    PostgresTombstones tombstones =
        new PostgresTombstones(Jdbi.create(worker), topic::key, clock, config.tombstoneAfter());
    Runs runs = new PublishingRuns(stored, changes);
    Runner runner =
        new Runner(warehouses, runs, topic, tombstones, config.dataDir().resolve("snapshots"));
    return new RunWorkers(
        runs,
        runner,
        models,
        warehouseStore,
        workspaces::businessNow,
        tributary.instance() + "-" + UUID.randomUUID(),
        new RunWorkers.Limits(
            config.workers(),
            config.runsPerWorkspace().orElse(Math.max(1, config.workers() - 1)),
            config.runLimit()),
        queued,
        guard::permits);
  }

  void close(@Disposes RunWorkers workers) {
    workers.close();
  }

  @Produces
  @Singleton
  Scheduler scheduler(
      PostgresRuns runs,
      @DataSource("worker") AgroalDataSource worker,
      KafkaRowTopic topic,
      WorkspaceDirectory workspaces,
      WarehouseConfig config,
      WriterGuard guard,
      Clock clock) {
    Jdbi jdbi = Jdbi.create(worker);
    return new Scheduler(
        new PostgresSchedules(jdbi),
        runs,
        new PostgresTombstones(jdbi, topic::key, clock, config.tombstoneAfter()),
        topic,
        workspaces::find,
        workspaces::businessNow,
        clock,
        config.tombstoneAfter(),
        guard::permits);
  }

  void close(@Disposes Scheduler scheduler) {
    scheduler.close();
  }

  @Produces
  @Singleton
  @Named(SYNCS)
  DefinitionView syncs(DefinitionFeed channels) {
    return new DefinitionView(Topic.SYNCS, channels);
  }

  void close(@Disposes @Named(SYNCS) DefinitionView view) {
    view.close();
  }

  @Produces
  @Singleton
  @Named(TRAITS)
  DefinitionView traits(DefinitionFeed channels) {
    return new DefinitionView(Topic.TRAITS, channels);
  }

  void closeTraits(@Disposes @Named(TRAITS) DefinitionView view) {
    view.close();
  }

  @Produces
  @Singleton
  VisibilityPolicy visibilityPolicy(@Named(TRAITS) DefinitionView traits) {
    return new VisibilityPolicy(traits);
  }

  @Produces
  @Singleton
  ModelUse use(@Named(SYNCS) DefinitionView syncs) {
    return (workspace, model) ->
        syncs.all(workspace).stream()
            .filter(sync -> model.value().equals(sync.bodyAs(SyncBody.class).object()))
            .map(sync -> sync.key())
            .toList();
  }

  @Produces
  @Singleton
  FactSource facts(@DataSource("worker") AgroalDataSource worker, WorkspaceDirectory workspaces) {
    return new ModelFacts(Jdbi.create(worker), workspaces);
  }

  @Produces
  @Singleton
  PendingWork pendingRuns(PostgresRuns runs) {
    return PendingWork.counted("runs", runs::open);
  }
}
