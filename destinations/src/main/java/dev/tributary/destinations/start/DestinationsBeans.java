package dev.tributary.destinations.start;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.KeyHash;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.definition.ModelBody;
import dev.tributary.contracts.id.ModelId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.account.AccountDecisions;
import dev.tributary.destinations.account.AccountRounds;
import dev.tributary.destinations.account.AccountStore;
import dev.tributary.destinations.account.Accounts;
import dev.tributary.destinations.added.AddedConnectors;
import dev.tributary.destinations.connector.Connectors;
import dev.tributary.destinations.connector.manifest.InstalledConnectors;
import dev.tributary.destinations.credential.Connections;
import dev.tributary.destinations.credential.IssuedSessions;
import dev.tributary.destinations.credential.OriginSettings;
import dev.tributary.destinations.credential.SessionSeal;
import dev.tributary.destinations.credential.SessionStore;
import dev.tributary.destinations.credential.SharedSessions;
import dev.tributary.destinations.deliveries.UncertainDeliveries;
import dev.tributary.destinations.delivery.BatchSender;
import dev.tributary.destinations.delivery.DeliveryEngine;
import dev.tributary.destinations.delivery.DeliveryStore;
import dev.tributary.destinations.delivery.RetryPauses;
import dev.tributary.destinations.delivery.Targets;
import dev.tributary.destinations.desired.DeclaredTypes;
import dev.tributary.destinations.egress.CheckedTransport;
import dev.tributary.destinations.http.sync.Plans;
import dev.tributary.destinations.kafka.BackfillStep;
import dev.tributary.destinations.kafka.Backfiller;
import dev.tributary.destinations.kafka.DesiredState;
import dev.tributary.destinations.kafka.EventReplay;
import dev.tributary.destinations.kafka.OutcomePublisher;
import dev.tributary.destinations.limit.BudgetOverview;
import dev.tributary.destinations.pacing.CountedBudgets;
import dev.tributary.destinations.pacing.Pacer;
import dev.tributary.destinations.pacing.Pacing;
import dev.tributary.destinations.pacing.UseStore;
import dev.tributary.destinations.pacing.UseTally;
import dev.tributary.destinations.plan.PlanRounds;
import dev.tributary.destinations.postgres.DeliveryTotals;
import dev.tributary.destinations.postgres.DestinationFacts;
import dev.tributary.destinations.postgres.Housekeeping;
import dev.tributary.destinations.postgres.PendingCounts;
import dev.tributary.destinations.postgres.PostgresCatalogue;
import dev.tributary.destinations.postgres.PostgresLedger;
import dev.tributary.destinations.postgres.PostgresPeople;
import dev.tributary.destinations.postgres.PostgresReconciler;
import dev.tributary.destinations.postgres.PostgresRecordClaims;
import dev.tributary.destinations.postgres.PostgresSignals;
import dev.tributary.destinations.postgres.PostgresUnmerges;
import dev.tributary.destinations.postgres.RowsLog;
import dev.tributary.destinations.postgres.SyncRuns;
import dev.tributary.destinations.postgres.delivery.OutcomeOutbox;
import dev.tributary.destinations.postgres.delivery.PostgresAccounts;
import dev.tributary.destinations.postgres.delivery.PostgresDeliveries;
import dev.tributary.destinations.postgres.delivery.PostgresPlaces;
import dev.tributary.destinations.postgres.delivery.PostgresSessions;
import dev.tributary.destinations.postgres.delivery.PostgresSpentBudgets;
import dev.tributary.destinations.postgres.desired.PostgresDesiredTransactions;
import dev.tributary.destinations.postgres.plan.PostgresPlanRunStore;
import dev.tributary.destinations.postgres.queries.PostgresBudgetUses;
import dev.tributary.destinations.postgres.reconciliation.PostgresLookupQuestions;
import dev.tributary.destinations.postgres.reconciliation.PostgresReconciliationStore;
import dev.tributary.destinations.postgres.schema.PostgresFields;
import dev.tributary.destinations.protocol.Sessions;
import dev.tributary.destinations.protocol.StoreFailure;
import dev.tributary.destinations.reconciliation.LookupRounds;
import dev.tributary.destinations.reconciliation.ReconciliationRounds;
import dev.tributary.destinations.redis.RedisPacer;
import dev.tributary.destinations.schema.VendorFields;
import dev.tributary.destinations.sync.StatusStore;
import dev.tributary.runtime.audit.ReadTrail;
import dev.tributary.runtime.change.ChangesPublisher;
import dev.tributary.runtime.config.TributaryConfig;
import dev.tributary.runtime.definition.WorkspaceTypes;
import dev.tributary.runtime.egress.Egress;
import dev.tributary.runtime.egress.EgressPolicy;
import dev.tributary.runtime.fact.FactSource;
import dev.tributary.runtime.kafka.KafkaClients;
import dev.tributary.runtime.log.WriterGuard;
import dev.tributary.runtime.loop.ExactlyOnceLoop;
import dev.tributary.runtime.loop.LoopMetrics;
import dev.tributary.runtime.loop.settings.LoopSettings;
import dev.tributary.runtime.postgres.RequestDatabase;
import dev.tributary.runtime.purge.PurgedWorkspaceFilter;
import dev.tributary.runtime.quarantine.Quarantine;
import dev.tributary.runtime.quarantine.QuarantineAnswers;
import dev.tributary.runtime.quarantine.QuarantineFacts;
import dev.tributary.runtime.quarantine.QuarantineWatch;
import dev.tributary.runtime.quarantine.QuarantinedMessages;
import dev.tributary.runtime.quarantine.QuarantiningEffects;
import dev.tributary.runtime.secrets.SecretBox;
import dev.tributary.runtime.secrets.SecretPlace;
import dev.tributary.runtime.start.PendingWork;
import dev.tributary.runtime.tenancy.WorkspaceDirectory;
import dev.tributary.runtime.view.DefinitionFeed;
import dev.tributary.runtime.view.DefinitionView;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.agroal.DataSource;
import io.vertx.redis.client.Redis;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiPredicate;
import java.util.function.Function;

/** Wires plain objects into this service. */
public class DestinationsBeans {
  public static final String MODELS = "models";
  public static final String AUDIENCES = "audiences";
  public static final String TRAITS = "traits";
  public static final String EVENT_PROPERTIES = "event-properties";

  @Produces
  @Singleton
  FactSource facts(
      @DataSource("worker") AgroalDataSource worker, PostgresCatalogue catalogue, Clock clock) {
    return new DestinationFacts(worker, catalogue::newest, clock);
  }

  @Produces
  @Singleton
  Connectors connectors() {
    return OriginSettings.checked(InstalledConnectors.load());
  }

  @Produces
  @Singleton
  @Named(MODELS)
  DefinitionView models(DefinitionFeed channels) {
    return new DefinitionView(Topic.MODELS, channels);
  }

  @Produces
  @Singleton
  @Named(AUDIENCES)
  DefinitionView audiences(DefinitionFeed channels) {
    return new DefinitionView(Topic.AUDIENCES, channels);
  }

  @Produces
  @Singleton
  @Named(TRAITS)
  DefinitionView traits(DefinitionFeed channels) {
    return new DefinitionView(Topic.TRAITS, channels);
  }

  @Produces
  @Singleton
  @Named(EVENT_PROPERTIES)
  DefinitionView eventProperties(DefinitionFeed channels) {
    return new DefinitionView(Topic.EVENT_PROPERTIES, channels);
  }

  /** Created before the views start, so that it receives every definition. */
  @Produces
  @Singleton
  WorkspaceTypes<DeclaredTypes> declaredTypes(
      @Named(TRAITS) DefinitionView traits, @Named(EVENT_PROPERTIES) DefinitionView properties) {
    WorkspaceTypes<DeclaredTypes> types = new WorkspaceTypes<>(DeclaredTypes::new);
    traits.onChange(types::trait);
    properties.onChange(types::property);
    return types;
  }

  void closeEventProperties(@Disposes @Named(EVENT_PROPERTIES) DefinitionView view) {
    view.close();
  }

  void closeTraits(@Disposes @Named(TRAITS) DefinitionView view) {
    view.close();
  }

  void closeModels(@Disposes @Named(MODELS) DefinitionView view) {
    view.close();
  }

  void closeAudiences(@Disposes @Named(AUDIENCES) DefinitionView view) {
    view.close();
  }

  @Produces
  @Singleton
  AddedConnectors addedConnectors(Connectors connectors) {
    return new AddedConnectors(connectors);
  }

  @Produces
  @Singleton
  PostgresCatalogue catalogue(AddedConnectors connectors) {
    return new PostgresCatalogue(connectors);
  }

  @Produces
  @Singleton
  PostgresPeople people() {
    return new PostgresPeople();
  }

  @Produces
  @Singleton
  PostgresUnmerges pendingUnmerges() {
    return new PostgresUnmerges();
  }

  @Produces
  @Singleton
  PostgresLedger ledger(Clock clock) {
    Ids ids = plain(clock);
    return new PostgresLedger(() -> ids.next(Ids.DELIVERY));
  }

  /** Ids for large numbers of rows: they must be unique, and may be guessed. */
  private static Ids plain(Clock clock) {
    return new Ids(clock, () -> ThreadLocalRandom.current().nextLong());
  }

  @Produces
  @Singleton
  PostgresReconciler reconciler(
      PostgresPeople people,
      PostgresLedger ledger,
      PostgresUnmerges pendingUnmerges,
      WorkspaceTypes<DeclaredTypes> types,
      WorkspaceDirectory workspaces) {
    return new PostgresReconciler(
        people, ledger, pendingUnmerges, types, unknownAllows(workspaces));
  }

  @Produces
  @Singleton
  PostgresDesiredTransactions desiredTransactions(
      PostgresCatalogue catalogue,
      PostgresPeople people,
      PostgresUnmerges pendingUnmerges,
      PostgresReconciler reconciler,
      PostgresLedger ledger,
      SyncRuns runs) {
    return new PostgresDesiredTransactions(
        catalogue, people, pendingUnmerges, reconciler, ledger, runs);
  }

  private static Function<ModelId, Optional<ModelBody>> bodies(DefinitionView models) {
    return id -> models.find(id.value()).map(found -> found.bodyAs(ModelBody.class));
  }

  static BiPredicate<WorkspaceId, String> unknownAllows(WorkspaceDirectory workspaces) {
    return (workspace, purpose) ->
        workspaces.find(workspace).filter(found -> found.unknownAllows(purpose)).isPresent();
  }

  @Produces
  @Singleton
  ExactlyOnceLoop loop(
      TributaryConfig config,
      KafkaClients kafka,
      @DataSource("worker") AgroalDataSource worker,
      PostgresDesiredTransactions transactions,
      @Named(MODELS) DefinitionView models,
      WorkspaceTypes<DeclaredTypes> types,
      MeterRegistry registry,
      WorkspaceDirectory workspaces) {
    List<Topic> topics = List.of(Topic.PROFILES, Topic.MEMBERSHIPS, Topic.ROWS);
    return new ExactlyOnceLoop(
        LoopSettings.downstream(
            config.service(),
            config.instance(),
            topics,
            Topic.PROFILES,
            config.kafka().gathering()),
        kafka,
        worker,
        new PurgedWorkspaceFilter(
            new QuarantiningEffects(
                new DesiredState(transactions::of, bodies(models), types),
                new Quarantine(),
                topics,
                Topic.PROFILES,
                DesiredState.TYPES),
            workspaces::purged),
        new LoopMetrics(registry, config.service()),
        new RowsLog());
  }

  void close(@Disposes ExactlyOnceLoop loop) {
    loop.close();
  }

  @Produces
  @Singleton
  FactSource quarantineFacts(@DataSource("worker") AgroalDataSource worker) {
    return new QuarantineFacts(worker);
  }

  @Produces
  @Singleton
  QuarantineWatch quarantineWatch(
      @DataSource("worker") AgroalDataSource worker,
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
  Targets targets(SecretBox secrets, KeyHash hash) {
    return new Targets(
        (workspace, destination, setting, origin, sealed) ->
            secrets.open(new SecretPlace(workspace, destination.value(), setting, origin), sealed),
        hash);
  }

  @Produces
  @Singleton
  CheckedTransport transport(Egress egress, EgressPolicy policy) {
    return new CheckedTransport(egress, policy);
  }

  @Produces
  @Singleton
  AccountStore accountStore(@DataSource("worker") AgroalDataSource worker) {
    return new PostgresAccounts(worker);
  }

  @Produces
  @Singleton
  Accounts accounts(AccountStore store, KeyHash hash, Clock clock) {
    return new Accounts(store, hash, clock);
  }

  @Produces
  @Singleton
  AccountDecisions accountDecisions(AccountStore store, Accounts accounts, Clock clock) {
    return new AccountDecisions(store, accounts, clock);
  }

  @Produces
  @Singleton
  SessionStore sessionStore(@DataSource("worker") AgroalDataSource worker) {
    return new PostgresSessions(worker);
  }

  @Produces
  @Singleton
  SessionSeal sessionSeal(SecretBox secrets) {
    return new SecretBoxSeal(secrets);
  }

  @Produces
  @Singleton
  IssuedSessions issuedSessions(
      CheckedTransport transport, SessionSeal seal, KeyHash hash, Clock clock) {
    return new IssuedSessions(transport::send, seal, hash, new SecureRandom(), clock);
  }

  @Produces
  @Singleton
  Connections connections(
      SessionStore store,
      IssuedSessions issuing,
      CheckedTransport transport,
      SessionSeal seal,
      Clock clock) {
    return new Connections(store, issuing, transport::send, seal, new SecureRandom(), clock);
  }

  @Produces
  @Singleton
  SharedSessions sessions(SessionStore store, IssuedSessions issuing, Clock clock) {
    return new SharedSessions(store, issuing, new SecureRandom(), clock);
  }

  void close(@Disposes SharedSessions sessions) {
    sessions.close();
  }

  @Produces
  @Singleton
  Pacer pacer(Redis redis, DestinationsConfig config, Clock clock) {
    return new RedisPacer(redis, config.replicas(), clock);
  }

  @Produces
  @Singleton
  UseStore useStore(@DataSource("worker") AgroalDataSource worker) {
    return new PostgresBudgetUses(worker);
  }

  @Produces
  @Singleton
  UseTally useTally(UseStore store) {
    return new UseTally(store);
  }

  void close(@Disposes UseTally tally) {
    tally.close();
  }

  @Produces
  @Singleton
  BudgetOverview budgetOverview(Pacer pacer, UseStore store, UseTally tally, Clock clock) {
    return new BudgetOverview(pacer, store, tally, clock);
  }

  @Produces
  @Singleton
  BatchSender sender(
      Targets targets,
      CheckedTransport transport,
      Pacer pacer,
      UseTally tally,
      @DataSource("worker") AgroalDataSource worker,
      Accounts accounts,
      Sessions sessions,
      DestinationsConfig config,
      KeyHash hash,
      Clock clock) {
    return new BatchSender(
        targets,
        transport,
        new Pacing(pacer, new CountedBudgets(new PostgresSpentBudgets(worker)), tally, clock),
        new PostgresPlaces(worker),
        new PostgresRecordClaims(worker, hash),
        accounts,
        sessions,
        new VendorFields(clock, new PostgresFields(worker)),
        clock,
        config.requestTimeout());
  }

  @Produces
  @Singleton
  PostgresDeliveries deliveries(
      @DataSource("worker") AgroalDataSource worker,
      PostgresCatalogue catalogue,
      WorkspaceDirectory workspaces,
      Ids ids,
      Clock clock) {
    return new PostgresDeliveries(
        worker, catalogue, unknownAllows(workspaces), () -> ids.next(Housekeeping.ATTEMPT), clock);
  }

  @Produces
  @Singleton
  DeliveryEngine engine(
      PostgresDeliveries deliveries,
      MeterRegistry registry,
      BatchSender sender,
      PostgresCatalogue catalogue,
      @DataSource("worker") AgroalDataSource worker,
      WorkspaceDirectory workspaces,
      ChangesPublisher changes,
      Clock clock) {
    MeteredDeliveries.countUnreadable(registry, () -> catalogue.newest().unreadable().size());
    return new DeliveryEngine(
        new MeteredDeliveries(new ReportingDeliveries(deliveries, changes), registry, clock),
        sender,
        definitions(worker, catalogue, workspaces)::read,
        clock,
        RetryPauses.promised(new SecureRandom()));
  }

  void close(@Disposes DeliveryEngine engine) {
    engine.close();
  }

  @Produces
  @Singleton
  AccountRounds accountRounds(
      PostgresDeliveries deliveries,
      BatchSender sender,
      PostgresCatalogue catalogue,
      @DataSource("worker") AgroalDataSource worker,
      WorkspaceDirectory workspaces,
      AccountDecisions decisions,
      StatusStore status,
      ChangesPublisher changes,
      Clock clock) {
    DeliveryStore store = new ReportingDeliveries(deliveries, changes);
    return new AccountRounds(
        definitions(worker, catalogue, workspaces)::read,
        sender::verify,
        decisions,
        new StoppedDestinations(status, store, changes),
        clock);
  }

  void close(@Disposes AccountRounds rounds) {
    rounds.close();
  }

  @Produces
  @Singleton
  EndingApis endingApis(
      PostgresCatalogue catalogue,
      @DataSource("worker") AgroalDataSource worker,
      WorkspaceDirectory workspaces,
      Clock clock) {
    return new EndingApis(definitions(worker, catalogue, workspaces)::read, clock);
  }

  void close(@Disposes EndingApis apis) {
    apis.close();
  }

  @Produces
  @Singleton
  ReconciliationRounds reconciliationRounds(
      @DataSource("worker") AgroalDataSource worker,
      PostgresCatalogue catalogue,
      BatchSender sender,
      UncertainDeliveries uncertain,
      WorkspaceDirectory workspaces,
      Clock clock) {
    return new ReconciliationRounds(
        new PostgresReconciliationStore(worker, ReconciliationRounds.MARGIN),
        definitions(worker, catalogue, workspaces),
        sender::page,
        uncertain,
        clock);
  }

  private static ReconciliationRounds.Definitions definitions(
      AgroalDataSource worker, PostgresCatalogue catalogue, WorkspaceDirectory workspaces) {
    return () -> {
      try (Connection connection = worker.getConnection()) {
        return catalogue.read(connection).without(workspaces::held);
      } catch (SQLException e) {
        throw new StoreFailure(e);
      }
    };
  }

  void close(@Disposes ReconciliationRounds rounds) {
    rounds.close();
  }

  @Produces
  @Singleton
  PlanRounds planRounds(@DataSource("worker") AgroalDataSource worker, Plans plans) {
    return new PlanRounds(new PostgresPlanRunStore(worker), plans::count);
  }

  void close(@Disposes PlanRounds rounds) {
    rounds.close();
  }

  @Produces
  @Singleton
  LookupRounds lookupRounds(
      @DataSource("worker") AgroalDataSource worker,
      PostgresCatalogue catalogue,
      BatchSender sender,
      UncertainDeliveries uncertain,
      WorkspaceDirectory workspaces,
      Clock clock) {
    return new LookupRounds(
        new PostgresLookupQuestions(worker),
        definitions(worker, catalogue, workspaces),
        sender::find,
        uncertain,
        LookupRounds.Times.USUAL,
        clock);
  }

  void close(@Disposes LookupRounds rounds) {
    rounds.close();
  }

  @Produces
  @Singleton
  PostgresSignals signals(@DataSource("worker") AgroalDataSource worker, DeliveryEngine engine) {
    return new PostgresSignals(worker, engine::wake);
  }

  void close(@Disposes PostgresSignals signals) {
    signals.close();
  }

  @Produces
  @Singleton
  OutcomePublisher outcomes(
      @DataSource("worker") AgroalDataSource worker,
      KafkaClients kafka,
      Clock clock,
      TributaryConfig config,
      WriterGuard guard,
      ChangesPublisher changes) {
    return new OutcomePublisher(
        new OutcomeOutbox(worker), kafka, plain(clock), config.instance(), guard::permits, changes);
  }

  void close(@Disposes OutcomePublisher publisher) {
    publisher.close();
  }

  @Produces
  @Singleton
  SyncRuns runs(Ids ids) {
    return new SyncRuns(() -> ids.next(Ids.RUN));
  }

  @Produces
  @Singleton
  EventReplay eventReplay(
      WorkspaceTypes<DeclaredTypes> types,
      KafkaClients kafka,
      Clock clock,
      DestinationsConfig destinations,
      TributaryConfig config) {
    return new EventReplay(types, kafka, clock, destinations.keep(), config.instance());
  }

  @Produces
  @Singleton
  BackfillStep walking(
      PostgresDesiredTransactions transactions,
      @Named(MODELS) DefinitionView models,
      KafkaClients kafka,
      Clock clock,
      TributaryConfig config,
      EventReplay eventReplay) {
    return new BackfillStep(
        transactions::of, bodies(models), kafka, clock, config.instance(), eventReplay);
  }

  @Produces
  @Singleton
  Backfiller backfiller(
      @DataSource("worker") AgroalDataSource worker,
      PostgresDesiredTransactions transactions,
      BackfillStep walking,
      ExactlyOnceLoop loop) {
    return new Backfiller(worker, transactions::of, walking, loop::logBelongs);
  }

  void close(@Disposes Backfiller backfiller) {
    backfiller.close();
  }

  @Produces
  @Singleton
  Housekeeping housekeeping(
      @DataSource("worker") AgroalDataSource worker, Clock clock, DestinationsConfig config) {
    return new Housekeeping(worker, clock, config.keep());
  }

  @Produces
  @Singleton
  DeliveryTotals deliveryTotals(
      @DataSource("worker") AgroalDataSource worker,
      WorkspaceDirectory workspaces,
      MeterRegistry registry) {
    return new DeliveryTotals(
        worker,
        workspaces::purged,
        DeliveryMetric.CORRECTED.metric().registerCounter(registry)::increment);
  }

  void close(@Disposes DeliveryTotals totals) {
    totals.close();
  }

  void close(@Disposes Housekeeping housekeeping) {
    housekeeping.close();
  }

  @Produces
  @Singleton
  PendingWork backfills(@DataSource("worker") AgroalDataSource worker) {
    return PendingWork.counted("backfills", new PendingCounts(worker)::backfills);
  }

  @Produces
  @Singleton
  PendingWork unmerges(@DataSource("worker") AgroalDataSource worker) {
    return PendingWork.counted("separations", new PendingCounts(worker)::unmerges);
  }
}
