package dev.tributary.destinations.start;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.contracts.Ids;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.definition.ModelBody;
import dev.tributary.definitions.DefinitionStore;
import dev.tributary.definitions.DefinitionStores;
import dev.tributary.definitions.Kind;
import dev.tributary.destinations.account.CredentialFacts;
import dev.tributary.destinations.added.AddedConnectors;
import dev.tributary.destinations.added.ConnectorFile;
import dev.tributary.destinations.added.ManifestCheck;
import dev.tributary.destinations.added.SampleRequests;
import dev.tributary.destinations.deliveries.DeliveryFlows;
import dev.tributary.destinations.deliveries.UncertainDeliveries;
import dev.tributary.destinations.delivery.DeliveryCounts;
import dev.tributary.destinations.delivery.Targets;
import dev.tributary.destinations.desired.DeclaredTypes;
import dev.tributary.destinations.desired.UnmergePreview;
import dev.tributary.destinations.destination.DestinationSpec;
import dev.tributary.destinations.egress.CheckedTransport;
import dev.tributary.destinations.explain.PersonFactsStore;
import dev.tributary.destinations.http.binding.DestinationBinding;
import dev.tributary.destinations.http.binding.StoredConnectors;
import dev.tributary.destinations.http.binding.SyncBinding;
import dev.tributary.destinations.http.connector.ConnectorFiles;
import dev.tributary.destinations.http.sync.Plans;
import dev.tributary.destinations.http.sync.Previews;
import dev.tributary.destinations.http.visibility.AudienceSpaces;
import dev.tributary.destinations.http.visibility.ExchangeVisibilityPolicy;
import dev.tributary.destinations.http.visibility.MemberVisibilityPolicy;
import dev.tributary.destinations.http.visibility.RoutingPolicy;
import dev.tributary.destinations.inbox.InboxStore;
import dev.tributary.destinations.kafka.RowsOnLog;
import dev.tributary.destinations.person.PersonTraits;
import dev.tributary.destinations.plan.PlanRounds;
import dev.tributary.destinations.plan.PlanRuns;
import dev.tributary.destinations.plan.PlanStore;
import dev.tributary.destinations.plan.RowSource;
import dev.tributary.destinations.plan.SharedRecords;
import dev.tributary.destinations.postgres.DeliveryPreview;
import dev.tributary.destinations.postgres.delivery.SampleQueries;
import dev.tributary.destinations.postgres.plan.PostgresPlanRuns;
import dev.tributary.destinations.postgres.queries.FlowQueries;
import dev.tributary.destinations.postgres.queries.FunnelQueries;
import dev.tributary.destinations.postgres.queries.InboxQueries;
import dev.tributary.destinations.postgres.queries.PlanQueries;
import dev.tributary.destinations.postgres.queries.PostgresAudienceSyncs;
import dev.tributary.destinations.postgres.queries.PostgresCredentialFacts;
import dev.tributary.destinations.postgres.queries.PostgresDeliveryCounts;
import dev.tributary.destinations.postgres.queries.PostgresDeliveryLog;
import dev.tributary.destinations.postgres.queries.PostgresEventReplays;
import dev.tributary.destinations.postgres.queries.PostgresPersonFacts;
import dev.tributary.destinations.postgres.queries.PostgresPersonTraits;
import dev.tributary.destinations.postgres.queries.PostgresUncertainDeliveries;
import dev.tributary.destinations.postgres.queries.StatusQueries;
import dev.tributary.destinations.postgres.queries.SyncProgressQueries;
import dev.tributary.destinations.postgres.queries.SyncStatusQueries;
import dev.tributary.destinations.postgres.reconciliation.PostgresReconciliations;
import dev.tributary.destinations.protocol.Protocols;
import dev.tributary.destinations.reconciliation.Reconciliations;
import dev.tributary.destinations.sync.EventReplays;
import dev.tributary.destinations.sync.StatusStore;
import dev.tributary.destinations.sync.SyncSpec;
import dev.tributary.runtime.config.TributaryConfig;
import dev.tributary.runtime.definition.WorkspaceTypes;
import dev.tributary.runtime.http.Tickets;
import dev.tributary.runtime.kafka.KafkaClients;
import dev.tributary.runtime.postgres.RequestDatabase;
import dev.tributary.runtime.query.CallerDeadline;
import dev.tributary.runtime.query.ConcurrencyLimit;
import dev.tributary.runtime.secrets.SecretBox;
import dev.tributary.runtime.tenancy.CountNoise;
import dev.tributary.runtime.tenancy.PersonalDataPolicy;
import dev.tributary.runtime.tenancy.VisibilityPolicy;
import dev.tributary.runtime.tenancy.WorkspaceDirectory;
import dev.tributary.runtime.view.DefinitionView;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** Wires the classes that answer HTTP requests. */
public class HttpBeans {
  /** How many deliveries of a kind the inbox reads at most. */
  private static final int INBOX_ROWS = 10_000;

  @Produces
  @Singleton
  DefinitionStore<DestinationSpec> destinations(DefinitionStores stores) {
    return stores.of(
        new Kind<DestinationSpec>(
                DestinationSpec.KIND,
                Ids.DESTINATION,
                Topic.DESTINATIONS,
                DestinationSpec.class,
                DestinationSpec::published)
            .withSecrets("/secrets")
            .withVersions());
  }

  @Produces
  @Singleton
  DefinitionStore<SyncSpec> syncs(DefinitionStores stores) {
    return stores.of(
        new Kind<SyncSpec>(
                SyncSpec.KIND, Ids.SYNC, Topic.SYNCS, SyncSpec.class, SyncSpec::published)
            .withVersions(spec -> spec.filedAs(null)));
  }

  @Produces
  @Singleton
  DefinitionStore<ConnectorFile> connectorFiles(DefinitionStores stores) {
    return stores.of(
        Kind.unpublished(ConnectorFile.KIND, Ids.CONNECTOR, ConnectorFile.class).withVersions());
  }

  @Produces
  @Singleton
  StoredConnectors storedConnectors(
      AddedConnectors connectors, DefinitionStore<ConnectorFile> store) {
    return new StoredConnectors(connectors, store);
  }

  @Produces
  @Singleton
  ConnectorFiles connectorChanges(
      DefinitionStore<ConnectorFile> store,
      DefinitionStore<DestinationSpec> destinations,
      DefinitionStore<SyncSpec> syncs,
      AddedConnectors connectors,
      CheckedTransport transport) {
    return new ConnectorFiles(
        store, destinations, syncs, connectors, new ManifestCheck(connectors, transport));
  }

  @Produces
  @Singleton
  SampleRequests sampleRequests(Clock clock) {
    return new SampleRequests(new Protocols(clock));
  }

  @Produces
  @Singleton
  DestinationBinding destinationBinding(
      StoredConnectors connectors,
      SecretBox secrets,
      CheckedTransport transport,
      ObjectMapper mapper) {
    return new DestinationBinding(connectors, secrets, transport, mapper);
  }

  @Produces
  @Singleton
  UnmergePreview unmergePreview(RequestDatabase database, WorkspaceTypes<DeclaredTypes> types) {
    return new DeliveryPreview(database, types);
  }

  @Produces
  @Singleton
  SyncBinding syncBinding(
      DefinitionStore<DestinationSpec> destinations,
      DefinitionStore<SyncSpec> syncs,
      @Named(DestinationsBeans.MODELS) DefinitionView models,
      @Named(DestinationsBeans.AUDIENCES) DefinitionView audiences,
      StoredConnectors connectors,
      ObjectMapper mapper) {
    return new SyncBinding(destinations, syncs, models, audiences, connectors, mapper);
  }

  @Produces
  @Singleton
  PostgresDeliveryLog deliveryLog(RequestDatabase database) {
    return new PostgresDeliveryLog(database);
  }

  @Produces
  @Singleton
  InboxQueries inbox(RequestDatabase database) {
    return new InboxQueries(database, InboxStore.MOST, INBOX_ROWS);
  }

  @Produces
  @Singleton
  EventReplays eventReplays(RequestDatabase database, Ids ids, DestinationsConfig config) {
    return new PostgresEventReplays(
        database,
        () -> ids.next(Ids.RUN),
        config.keep(),
        Objects.requireNonNull(Topic.PROFILES.retention(), "is not compacted"));
  }

  @Produces
  @Singleton
  Reconciliations reconciliations(RequestDatabase database, Ids ids) {
    return new PostgresReconciliations(database, () -> ids.next(Ids.RUN));
  }

  @Produces
  @Singleton
  UncertainDeliveries uncertainDeliveries(RequestDatabase database, Clock clock) {
    return new PostgresUncertainDeliveries(database, clock);
  }

  @Produces
  @Singleton
  StatusStore statusStore(RequestDatabase database, Ids ids) {
    return new StatusQueries(database, () -> ids.next(Ids.RUN));
  }

  @Produces
  @Singleton
  SyncStatusQueries syncStatusQueries(RequestDatabase database) {
    return new SyncStatusQueries(database);
  }

  @Produces
  @Singleton
  SyncProgressQueries syncProgress(RequestDatabase database) {
    return new SyncProgressQueries(database);
  }

  @Produces
  @Singleton
  VisibilityPolicy visibilityPolicy(@Named(DestinationsBeans.TRAITS) DefinitionView traits) {
    return new VisibilityPolicy(traits);
  }

  @Produces
  @Singleton
  RoutingPolicy routing(
      ExchangeVisibilityPolicy exchangePolicy, SyncBinding binding, PersonalDataPolicy policy) {
    return new RoutingPolicy(exchangePolicy, binding, policy);
  }

  @Produces
  @Singleton
  ExchangeVisibilityPolicy exchangePolicy(
      VisibilityPolicy visibilityPolicy, SyncBinding binding, StatusStore status) {
    return new ExchangeVisibilityPolicy(visibilityPolicy, binding, status);
  }

  @Produces
  @Singleton
  MemberVisibilityPolicy memberVisibilityPolicy(
      DefinitionStore<SyncSpec> syncs,
      @Named(DestinationsBeans.AUDIENCES) DefinitionView audiences,
      AudienceSpaces spaces,
      CountNoise blur) {
    return new MemberVisibilityPolicy(syncs, audiences, spaces, blur);
  }

  @Produces
  @Singleton
  DeliveryCounts deliveryCounts(RequestDatabase database) {
    return new PostgresDeliveryCounts(database);
  }

  @Produces
  @Singleton
  CredentialFacts credentialFacts(RequestDatabase database) {
    return new PostgresCredentialFacts(database);
  }

  @Produces
  @Singleton
  DeliveryFlows deliveryFlows(RequestDatabase database) {
    return new FlowQueries(database);
  }

  @Produces
  @Singleton
  FunnelQueries funnelQueries(
      RequestDatabase database, WorkspaceDirectory workspaces, Clock clock) {
    return new FunnelQueries(
        database, DestinationsBeans.unknownAllows(workspaces), clock, FunnelQueries.MOST);
  }

  /** Funnels and the counts of new syncs read the same people, so they share one limit. */
  @Produces
  @Singleton
  ConcurrencyLimit peopleOfSyncs(TributaryConfig config, CallerDeadline deadline) {
    return new ConcurrencyLimit(
        "The people of another sync are being counted; try again",
        config.questionsAtOnce(),
        deadline);
  }

  @Produces
  @Singleton
  PersonFactsStore personFacts(RequestDatabase database) {
    return new PostgresPersonFacts(database);
  }

  @Produces
  @Singleton
  AudienceSpaces audienceSpaces(
      RequestDatabase database,
      DefinitionStore<SyncSpec> syncs,
      DefinitionStore<DestinationSpec> destinations,
      StoredConnectors connectors) {
    return new AudienceSpaces(new PostgresAudienceSyncs(database), syncs, destinations, connectors);
  }

  @Produces
  @Singleton
  PersonTraits personTraits(RequestDatabase database) {
    return new PostgresPersonTraits(database);
  }

  @Produces
  @Singleton
  PlanRuns planRuns(RequestDatabase database, Ids ids) {
    return new PostgresPlanRuns(database, () -> ids.next(Ids.RUN));
  }

  @Produces
  @Singleton
  Plans plans(
      RequestDatabase database,
      WorkspaceDirectory workspaces,
      WorkspaceTypes<DeclaredTypes> types,
      Targets targets,
      SyncBinding binding,
      CredentialFacts credentials,
      Tickets tickets,
      ConcurrencyLimit limit,
      KafkaClients kafka,
      @Named(DestinationsBeans.MODELS) DefinitionView models,
      PlanRuns runs,
      TributaryConfig config,
      DestinationsConfig destinationsConfig,
      Clock clock) {
    RowSource rows = new RowsOnLog(kafka, config.instance());
    Function<Duration, PlanStore> within =
        time ->
            new PlanQueries(
                database,
                rows,
                id -> models.find(id.value()).map(found -> found.bodyAs(ModelBody.class)),
                types,
                DestinationsBeans.unknownAllows(workspaces),
                targets,
                new Protocols(clock),
                SharedRecords::hash,
                clock,
                time,
                PlanQueries.MOST,
                PlanQueries.AT_ONCE);
    return new Plans(
        within.apply(Collections.min(List.of(destinationsConfig.planTime(), PlanQueries.TIME))),
        within.apply(PlanRounds.TIME),
        runs,
        binding,
        credentials,
        tickets,
        limit,
        clock);
  }

  @Produces
  @Singleton
  Previews previews(
      RequestDatabase database,
      WorkspaceDirectory workspaces,
      Targets targets,
      WorkspaceTypes<DeclaredTypes> types,
      Clock clock) {
    return new Previews(
        new SampleQueries(database, DestinationsBeans.unknownAllows(workspaces), clock),
        targets,
        types,
        new Protocols(clock));
  }
}
