package dev.tributary.audience.start;

import dev.tributary.audience.catalogue.Settings;
import dev.tributary.audience.definition.AudienceSpec;
import dev.tributary.audience.definition.PropertySpec;
import dev.tributary.audience.definition.SynonymSpec;
import dev.tributary.audience.http.CompleteConsent;
import dev.tributary.audience.http.Definitions;
import dev.tributary.audience.http.KnownTraits;
import dev.tributary.audience.http.SelectionPolicy;
import dev.tributary.audience.http.visibility.ConcealedSizes;
import dev.tributary.audience.http.visibility.RuleVisibilityPolicy;
import dev.tributary.audience.kafka.AudienceEffects;
import dev.tributary.audience.membership.AudienceStatuses;
import dev.tributary.audience.membership.MemberTraits;
import dev.tributary.audience.membership.SizeTrends;
import dev.tributary.audience.postgres.DictionaryReads;
import dev.tributary.audience.postgres.MembershipPreview;
import dev.tributary.audience.postgres.PeopleSnapshot;
import dev.tributary.audience.postgres.PostgresMemberTraits;
import dev.tributary.audience.postgres.catalogue.TraitNames;
import dev.tributary.audience.postgres.status.AudienceFacts;
import dev.tributary.audience.postgres.status.AudienceRules;
import dev.tributary.audience.postgres.status.PostgresAudienceStatuses;
import dev.tributary.audience.postgres.status.PostgresSizeTrends;
import dev.tributary.audience.postgres.status.SizeHistory;
import dev.tributary.audience.rule.DeclaredTypes;
import dev.tributary.contracts.Ids;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.definitions.DefinitionDatabase;
import dev.tributary.definitions.DefinitionStore;
import dev.tributary.definitions.DefinitionStores;
import dev.tributary.definitions.Kind;
import dev.tributary.runtime.audit.ReadTrail;
import dev.tributary.runtime.change.ChangesPublisher;
import dev.tributary.runtime.change.LoopChanges;
import dev.tributary.runtime.config.TributaryConfig;
import dev.tributary.runtime.definition.WorkspaceTypes;
import dev.tributary.runtime.fact.FactSource;
import dev.tributary.runtime.kafka.KafkaClients;
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
import dev.tributary.runtime.query.CallerDeadline;
import dev.tributary.runtime.start.PendingWork;
import dev.tributary.runtime.tenancy.CountNoise;
import dev.tributary.runtime.tenancy.PersonalDataPolicy;
import dev.tributary.runtime.tenancy.VisibilityPolicy;
import dev.tributary.runtime.tenancy.WorkspaceDirectory;
import dev.tributary.runtime.view.DefinitionFeed;
import dev.tributary.runtime.view.DefinitionView;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Creates this service's objects. */
public class AudienceBeans {
  static final String SYNCS = "syncs";
  static final String MODELS = "models";
  static final String TRAITS = "traits";
  static final String EVENT_PROPERTIES = "event-properties";
  private static final String CONSUMER = "audience-builder";
  private static final Duration DICTIONARY_PATIENCE = Duration.ofSeconds(4);

  @Produces
  @Singleton
  DefinitionStore<AudienceSpec> audiences(DefinitionStores stores) {
    return stores.of(
        new Kind<AudienceSpec>(
                "audience", Ids.AUDIENCE, Topic.AUDIENCES, AudienceSpec.class, AudienceSpec::body)
            .withVersions(AudienceSpec::ruleOnly));
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
  @Named(MODELS)
  DefinitionView models(DefinitionFeed channels) {
    return new DefinitionView(Topic.MODELS, channels);
  }

  void closeModels(@Disposes @Named(MODELS) DefinitionView view) {
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
  DefinitionStore<PropertySpec> eventProperties(DefinitionStores stores) {
    return stores.of(
        new Kind<>(
                PropertySpec.KIND,
                Ids.EVENT_PROPERTY,
                Topic.EVENT_PROPERTIES,
                PropertySpec.class,
                PropertySpec::published)
            .withUnset(PropertySpec::unset));
  }

  @Produces
  @Singleton
  DefinitionStore<SynonymSpec> synonyms(DefinitionStores stores) {
    return stores.of(
        Kind.unpublished(SynonymSpec.KIND, Ids.SYNONYMS, SynonymSpec.class)
            .withUnset(SynonymSpec::unset));
  }

  @Produces
  @Singleton
  @Named(EVENT_PROPERTIES)
  DefinitionView propertyView(DefinitionFeed channels) {
    return new DefinitionView(Topic.EVENT_PROPERTIES, channels);
  }

  void closeProperties(@Disposes @Named(EVENT_PROPERTIES) DefinitionView view) {
    view.close();
  }

  /** Created before the views start, so that it receives every definition. */
  @Produces
  @Singleton
  WorkspaceTypes<DeclaredTypes> declaredTypes(
      @Named(TRAITS) DefinitionView traits, @Named(EVENT_PROPERTIES) DefinitionView properties) {
    WorkspaceTypes<DeclaredTypes> types = new WorkspaceTypes<>(PropertySpec::types);
    traits.onChange(types::trait);
    properties.onChange(types::property);
    return types;
  }

  @Produces
  @Singleton
  VisibilityPolicy visibilityPolicy(@Named(TRAITS) DefinitionView traits) {
    return new VisibilityPolicy(traits);
  }

  @Produces
  @Singleton
  RuleVisibilityPolicy ruleVisibilityPolicy(
      DefinitionStore<AudienceSpec> store,
      RequestDatabase database,
      VisibilityPolicy visibilityPolicy) {
    return new RuleVisibilityPolicy(store, new AudienceRules(database), visibilityPolicy);
  }

  @Produces
  @Singleton
  ConcealedSizes concealedSizes(
      PeopleSnapshot people,
      WorkspaceTypes<DeclaredTypes> types,
      CountNoise blur,
      Clock clock,
      TributaryConfig config,
      CallerDeadline deadline) {
    return new ConcealedSizes(people, types, blur, clock, config, deadline);
  }

  @Produces
  @Singleton
  TraitNames traitNames(RequestDatabase database) {
    return new TraitNames(database);
  }

  @Produces
  @Singleton
  KnownTraits knownTraits(TraitNames people, @Named(MODELS) DefinitionView models) {
    return new KnownTraits(people, models);
  }

  @Produces
  @Singleton
  SelectionPolicy selectionPolicy(
      DefinitionStore<AudienceSpec> store,
      @Named(SYNCS) DefinitionView syncs,
      VisibilityPolicy visibilityPolicy,
      PersonalDataPolicy policy) {
    return new SelectionPolicy(store, syncs, visibilityPolicy, policy);
  }

  @Produces
  @Singleton
  Definitions definitions(
      DefinitionStore<AudienceSpec> store,
      @Named(SYNCS) DefinitionView syncs,
      DefinitionDatabase database,
      CompleteConsent consent) {
    return new Definitions(store, syncs, database, consent);
  }

  @Produces
  @Singleton
  AudienceStatuses statuses(
      RequestDatabase database, @DataSource("worker") AgroalDataSource worker) {
    return new PostgresAudienceStatuses(database, worker);
  }

  @Produces
  @Singleton
  SizeHistory sizes(RequestDatabase database) {
    return new SizeHistory(database);
  }

  @Produces
  @Singleton
  SizeTrends trends(RequestDatabase database) {
    return new PostgresSizeTrends(database);
  }

  @Produces
  @Singleton
  PeopleSnapshot people(RequestDatabase database) {
    return new PeopleSnapshot(database);
  }

  @Produces
  @Singleton
  MemberTraits memberTraits(RequestDatabase database) {
    return new PostgresMemberTraits(database);
  }

  @Produces
  @Singleton
  MembershipPreview membershipPreview(RequestDatabase database) {
    return new MembershipPreview(database);
  }

  @Produces
  @Singleton
  DictionaryReads dictionary(RequestDatabase database, Clock clock) {
    return new DictionaryReads(database, clock, DICTIONARY_PATIENCE);
  }

  @Produces
  @Singleton
  ExactlyOnceLoop loop(
      KafkaClients kafka,
      @DataSource("worker") AgroalDataSource worker,
      WorkspaceDirectory workspaces,
      @Named(TRAITS) DefinitionView traits,
      @Named(EVENT_PROPERTIES) DefinitionView properties,
      WorkspaceTypes<DeclaredTypes> types,
      MeterRegistry metrics,
      TributaryConfig config,
      ChangesPublisher changes) {
    Function<WorkspaceId, Optional<Settings>> settings =
        workspace ->
            workspaces
                .find(workspace.value())
                .filter(_ -> traits.caughtUp() && properties.caughtUp())
                .map(found -> new Settings(found.zone(), types.of(workspace)));
    LoopChanges loopChanges = new LoopChanges(changes);
    ExactlyOnceLoop loop =
        new ExactlyOnceLoop(
            LoopSettings.downstream(
                    CONSUMER,
                    config.instance(),
                    List.of(Topic.PROFILES),
                    Topic.PROFILES,
                    config.kafka().gathering())
                .lookingAhead(),
            kafka,
            worker,
            new PurgedWorkspaceFilter(
                new QuarantiningEffects(
                    new AudienceEffects(settings, loopChanges),
                    new Quarantine(),
                    List.of(Topic.PROFILES),
                    Topic.PROFILES,
                    AudienceEffects.TYPES),
                workspaces::purged),
            new LoopMetrics(metrics, CONSUMER));
    loop.afterPublishing(loopChanges);
    return loop;
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
  FactSource facts(@DataSource("worker") AgroalDataSource worker, WorkspaceDirectory workspaces) {
    return new AudienceFacts(
        worker,
        workspace ->
            workspaces
                .find(workspace)
                .map(found -> Duration.ofMillis(found.settings().clockOffsetMillis())));
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
  PendingWork backfills(AudienceStatuses statuses) {
    return PendingWork.counted("backfills", statuses::pending);
  }
}
