package dev.tributary.identity.start;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.Topic;
import dev.tributary.definitions.DefinitionDatabase;
import dev.tributary.definitions.DefinitionStore;
import dev.tributary.definitions.DefinitionStores;
import dev.tributary.definitions.Kind;
import dev.tributary.identity.audit.TrailHandover;
import dev.tributary.identity.command.CommandAuthors;
import dev.tributary.identity.command.CommandLog;
import dev.tributary.identity.configuration.ConfigurationStore;
import dev.tributary.identity.evidence.CappedProfileQueries;
import dev.tributary.identity.evidence.ConflictStore;
import dev.tributary.identity.evidence.EvidenceQueries;
import dev.tributary.identity.evidence.LinkQueries;
import dev.tributary.identity.evidence.UnmergeQueries;
import dev.tributary.identity.health.HealthQueries;
import dev.tributary.identity.http.IdentifierGuesses;
import dev.tributary.identity.http.PeopleLabels;
import dev.tributary.identity.http.Profiles;
import dev.tributary.identity.http.WorkspaceRules;
import dev.tributary.identity.http.consent.PurposeReports;
import dev.tributary.identity.http.quality.QualityReports;
import dev.tributary.identity.input.PeopleModels;
import dev.tributary.identity.job.ChangeReportingQueue;
import dev.tributary.identity.job.JobKind;
import dev.tributary.identity.job.JobRunner;
import dev.tributary.identity.kafka.DecisionReports;
import dev.tributary.identity.kafka.IdentityEffects;
import dev.tributary.identity.kafka.KafkaCommandLog;
import dev.tributary.identity.kafka.KafkaEventLog;
import dev.tributary.identity.kafka.RedecisionSender;
import dev.tributary.identity.kafka.audit.KafkaTrailTopics;
import dev.tributary.identity.postgres.IdentityTables;
import dev.tributary.identity.postgres.NameBackfill;
import dev.tributary.identity.postgres.Retention;
import dev.tributary.identity.postgres.SourceFacts;
import dev.tributary.identity.postgres.audit.PostgresFormerTrail;
import dev.tributary.identity.postgres.evidence.PostgresCappedProfileQueries;
import dev.tributary.identity.postgres.evidence.PostgresConflictStore;
import dev.tributary.identity.postgres.evidence.PostgresEvidenceQueries;
import dev.tributary.identity.postgres.evidence.PostgresLinkQueries;
import dev.tributary.identity.postgres.evidence.PostgresUnmergeQueries;
import dev.tributary.identity.postgres.health.PostgresHealthQueries;
import dev.tributary.identity.postgres.job.Jobs;
import dev.tributary.identity.postgres.job.PostgresJobQueue;
import dev.tributary.identity.postgres.profile.PostgresCommandAuthors;
import dev.tributary.identity.postgres.profile.PostgresProfileQueries;
import dev.tributary.identity.postgres.profile.PostgresTraitQueries;
import dev.tributary.identity.postgres.quality.PostgresPeopleSample;
import dev.tributary.identity.postgres.quarantine.PostgresQuarantineQueries;
import dev.tributary.identity.postgres.replay.PostgresReplayTransaction;
import dev.tributary.identity.postgres.search.PostgresPeopleQueries;
import dev.tributary.identity.postgres.search.PostgresSearchQueries;
import dev.tributary.identity.postgres.settings.PostgresConfigurationStore;
import dev.tributary.identity.postgres.settings.PostgresRulesStore;
import dev.tributary.identity.postgres.settings.PostgresTraitPolicyStore;
import dev.tributary.identity.postgres.settings.PostgresTraitSettings;
import dev.tributary.identity.postgres.settings.RedecisionOutbox;
import dev.tributary.identity.postgres.settings.TraitSpec;
import dev.tributary.identity.postgres.store.PolicyTable;
import dev.tributary.identity.postgres.store.RulesTable;
import dev.tributary.identity.postgres.stream.PostgresDecisionLog;
import dev.tributary.identity.postgres.timeline.PostgresEventCounts;
import dev.tributary.identity.postgres.timeline.PostgresEventQueries;
import dev.tributary.identity.postgres.timeline.PostgresTimelineQueries;
import dev.tributary.identity.profile.DueRedecisions;
import dev.tributary.identity.profile.ProfileQueries;
import dev.tributary.identity.profile.TraitPolicy;
import dev.tributary.identity.profile.TraitPolicyStore;
import dev.tributary.identity.profile.TraitQueries;
import dev.tributary.identity.profile.TraitSettings;
import dev.tributary.identity.quarantine.QuarantineQueries;
import dev.tributary.identity.rebuild.RebuildCommands;
import dev.tributary.identity.rules.IdentityRules;
import dev.tributary.identity.rules.RulesStore;
import dev.tributary.identity.search.PeopleQueries;
import dev.tributary.identity.search.SearchQueries;
import dev.tributary.identity.store.replay.ReplayTransaction;
import dev.tributary.identity.stream.EventStream;
import dev.tributary.identity.stream.StreamPace;
import dev.tributary.identity.timeline.EventCounts;
import dev.tributary.identity.timeline.EventQueries;
import dev.tributary.identity.timeline.TimelineQueries;
import dev.tributary.runtime.audit.ReadTrail;
import dev.tributary.runtime.change.ChangesPublisher;
import dev.tributary.runtime.change.LoopChanges;
import dev.tributary.runtime.config.TributaryConfig;
import dev.tributary.runtime.fact.FactSource;
import dev.tributary.runtime.kafka.KafkaClients;
import dev.tributary.runtime.log.WriterGuard;
import dev.tributary.runtime.loop.ExactlyOnceLoop;
import dev.tributary.runtime.loop.LoopMetrics;
import dev.tributary.runtime.loop.settings.LoopSettings;
import dev.tributary.runtime.postgres.RequestDatabase;
import dev.tributary.runtime.purge.PurgedWorkspaceFilter;
import dev.tributary.runtime.purge.WorkspaceTables;
import dev.tributary.runtime.quarantine.Quarantine;
import dev.tributary.runtime.quarantine.QuarantineAnswers;
import dev.tributary.runtime.quarantine.QuarantineFacts;
import dev.tributary.runtime.quarantine.QuarantineWatch;
import dev.tributary.runtime.quarantine.QuarantinedMessages;
import dev.tributary.runtime.quarantine.QuarantiningEffects;
import dev.tributary.runtime.tenancy.Tenant;
import dev.tributary.runtime.tenancy.WorkspaceDirectory;
import dev.tributary.runtime.threads.StreamLimits;
import dev.tributary.runtime.view.DefinitionFeed;
import dev.tributary.runtime.view.DefinitionView;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** Wires the objects that are specific to identity resolution. */
public class IdentityBeans {
  static final String MODELS = "models";

  /** The loop that computes profiles from the input. */
  static final String PEOPLE = "people";

  private static final Duration STREAM_INTERVAL = Duration.ofMillis(250);
  private static final Duration JOB_LEASE = Duration.ofSeconds(30);
  private static final Duration SURVEY_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration REPORT_LIFETIME = Duration.ofMinutes(5);

  /**
   * Deletes the data of a workspace. The data of its dry runs are stored under names of their own
   * (table {@code replay_copy}), and are deleted too.
   */
  @Produces
  @Singleton
  WorkspaceTables workspaceTables(@DataSource("worker") AgroalDataSource worker) {
    return IdentityTables.of(worker);
  }

  @Produces
  @Singleton
  @Named(MODELS)
  DefinitionView models(DefinitionFeed channels) {
    return new DefinitionView(Topic.MODELS, channels);
  }

  void close(@Disposes @Named(MODELS) DefinitionView view) {
    view.close();
  }

  @Produces
  @Singleton
  Regions regions(WorkspaceDirectory workspaces) {
    return new Regions(workspaces);
  }

  @Produces
  @Singleton
  @Named(PEOPLE)
  ExactlyOnceLoop loop(
      TributaryConfig config,
      KafkaClients kafka,
      @DataSource("worker") AgroalDataSource worker,
      @Named(MODELS) DefinitionView models,
      Regions regions,
      Ids ids,
      MeterRegistry metrics,
      WorkspaceDirectory workspaces,
      ChangesPublisher changes) {
    List<Topic> topics = List.of(Topic.EVENTS, Topic.COMMANDS, Topic.ROWS, Topic.QUARANTINE);
    LoopSettings settings =
        LoopSettings.of(
                config.service(),
                config.instance(),
                topics,
                Topic.EVENTS,
                config.kafka().gathering())
            .lookingAhead();
    IdentityEffects<ReplayTransaction> effects =
        new IdentityEffects<>(
            PostgresReplayTransaction::new,
            new RebuildCommands(ids),
            new PeopleModels(model -> models.find(model.value())),
            ids,
            regions,
            metrics);
    LoopChanges loopChanges = new LoopChanges(changes);
    ExactlyOnceLoop loop =
        new ExactlyOnceLoop(
            settings,
            kafka,
            worker,
            new PurgedWorkspaceFilter(
                new QuarantiningEffects(
                    new DecisionReports(effects, loopChanges),
                    new Quarantine(),
                    topics,
                    Topic.EVENTS,
                    IdentityEffects.TYPES),
                workspaces::purged),
            new LoopMetrics(metrics, settings.consumer()));
    loop.afterPublishing(loopChanges);
    return loop;
  }

  @Produces
  @Singleton
  TrailHandover trailHandover(
      @DataSource("worker") AgroalDataSource worker,
      KafkaClients kafka,
      TributaryConfig config,
      WriterGuard guard) {
    return new TrailHandover(
        new PostgresFormerTrail(worker),
        new KafkaTrailTopics(kafka, clientId(config, "handover"), guard::permits));
  }

  @Produces
  @Singleton
  KafkaCommandLog commands(
      KafkaClients kafka,
      TributaryConfig config,
      Ids ids,
      Clock clock,
      @Named(PEOPLE) ExactlyOnceLoop people) {
    return new KafkaCommandLog(kafka, clientId(config, "commands"), ids, clock, people::logBelongs);
  }

  void close(@Disposes KafkaCommandLog sender) {
    sender.close();
  }

  @Produces
  @Singleton
  KafkaEventLog eventLog(KafkaClients kafka, TributaryConfig config) {
    return new KafkaEventLog(kafka, clientId(config, "log"));
  }

  private static String clientId(TributaryConfig config, String purpose) {
    return config.service() + "-" + config.instance() + "-" + purpose;
  }

  @Produces
  @Singleton
  ProfileQueries profileQueries(RequestDatabase database) {
    return new PostgresProfileQueries(database);
  }

  @Produces
  @Singleton
  CommandAuthors commandAuthors(RequestDatabase database) {
    return new PostgresCommandAuthors(database);
  }

  @Produces
  @Singleton
  EvidenceQueries evidenceQueries(RequestDatabase database) {
    return new PostgresEvidenceQueries(database);
  }

  @Produces
  @Singleton
  LinkQueries linkQueries(RequestDatabase database) {
    return new PostgresLinkQueries(database);
  }

  @Produces
  @Singleton
  CappedProfileQueries cappedProfileQueries(RequestDatabase database) {
    return new PostgresCappedProfileQueries(database);
  }

  @Produces
  @Singleton
  HealthQueries healthQueries(RequestDatabase database) {
    return new PostgresHealthQueries(database);
  }

  @Produces
  @Singleton
  UnmergeQueries unmergeQueries(RequestDatabase database) {
    return new PostgresUnmergeQueries(database);
  }

  @Produces
  @Singleton
  Profiles profiles(ProfileQueries reads, WorkspaceRules rules, IdentifierGuesses guesses) {
    return new Profiles(reads, rules, guesses);
  }

  @Produces
  @Singleton
  PeopleLabels peopleLabels(
      Tenant tenant, ProfileQueries profiles, TraitQueries traits, ReadTrail trail) {
    return new PeopleLabels(tenant, profiles, traits, trail);
  }

  @Produces
  @Singleton
  IdentifierGuesses identifierGuesses(Tenant tenant, ReadTrail trail, Clock clock) {
    return new IdentifierGuesses(tenant, trail, clock);
  }

  @Produces
  @Singleton
  DefinitionStore<TraitPolicy> traitPolicies(DefinitionStores stores) {
    return stores.of(
        Kind.unpublished(PolicyTable.KIND, Ids.TRAIT_POLICY, TraitPolicy.class)
            .withUnset(_ -> TraitPolicy.LATEST));
  }

  @Produces
  @Singleton
  PostgresRulesStore identityRules(RequestDatabase database, DefinitionStores stores) {
    return new PostgresRulesStore(
        database,
        // The store of the rules keeps their versions itself.
        stores.of(
            Kind.unpublished(RulesTable.KIND, Ids.IDENTITY_RULES, IdentityRules.class)
                .withUnset(_ -> IdentityRules.DEFAULT)));
  }

  @Produces
  @Singleton
  ConfigurationStore configurations(
      DefinitionDatabase database,
      PostgresRulesStore rules,
      DefinitionStore<TraitPolicy> policies) {
    return new PostgresConfigurationStore(database, rules, policies);
  }

  @Produces
  @Singleton
  DueRedecisions dueRedecisions(RequestDatabase database) {
    return new RedecisionOutbox(database);
  }

  @Produces
  @Singleton
  TraitPolicyStore traitPolicyStore(
      DefinitionDatabase database, DefinitionStore<TraitPolicy> policies) {
    return new PostgresTraitPolicyStore(database, policies);
  }

  @Produces
  @Singleton
  TraitSettings traitSettings(
      DefinitionStore<TraitSpec> traits, DefinitionStore<TraitPolicy> policies) {
    return new PostgresTraitSettings(traits, policies);
  }

  @Produces
  @Singleton
  RedecisionSender redecisions(
      DueRedecisions due, CommandLog commands, WorkspaceDirectory workspaces) {
    return new RedecisionSender(due, commands, workspaces);
  }

  @Produces
  @Singleton
  WorkspaceRules workspaceRules(RulesStore rules) {
    return new WorkspaceRules(rules);
  }

  @Produces
  @Singleton
  EventCounts eventCounts(RequestDatabase database) {
    return new PostgresEventCounts(database);
  }

  @Produces
  @Singleton
  EventQueries eventQueries(RequestDatabase database) {
    return new PostgresEventQueries(database);
  }

  @Produces
  @Singleton
  TimelineQueries timelineQueries(RequestDatabase database) {
    return new PostgresTimelineQueries(database);
  }

  @Produces
  @Singleton
  SearchQueries searchQueries(RequestDatabase database) {
    return new PostgresSearchQueries(database);
  }

  @Produces
  @Singleton
  PeopleQueries peopleQueries(RequestDatabase database) {
    return new PostgresPeopleQueries(database);
  }

  @Produces
  @Singleton
  EventStream eventStream(RequestDatabase database, StreamConfig config) {
    return new EventStream(
        new PostgresDecisionLog(database),
        new StreamPace(STREAM_INTERVAL, config.quiet()),
        new StreamLimits(config.places(), config.placesOfWorkspace()));
  }

  @Produces
  @Singleton
  QuarantineQueries quarantineQueries(RequestDatabase database) {
    return new PostgresQuarantineQueries(database);
  }

  @Produces
  @Singleton
  ConflictStore conflictStore(RequestDatabase database) {
    return new PostgresConflictStore(database);
  }

  @Produces
  @Singleton
  TraitQueries traitQueries(RequestDatabase database) {
    return new PostgresTraitQueries(database);
  }

  @Produces
  @Singleton
  QualityReports qualityReports(RequestDatabase database, Clock clock) {
    return new QualityReports(
        new PostgresPeopleSample(database, clock, SURVEY_TIMEOUT), clock, REPORT_LIFETIME);
  }

  @Produces
  @Singleton
  PurposeReports purposeReports(RequestDatabase database, Clock clock) {
    return new PurposeReports(new PostgresPeopleSample(database, clock, SURVEY_TIMEOUT), clock);
  }

  @Produces
  @Singleton
  DefinitionStore<TraitSpec> classifiedTraits(DefinitionStores stores) {
    return stores.of(
        new Kind<>(TraitSpec.KIND, Ids.TRAIT, Topic.TRAITS, TraitSpec.class, TraitSpec::published)
            .withUnset(_ -> TraitSpec.NEW));
  }

  @Produces
  @Singleton
  Jobs jobs() {
    return new Jobs();
  }

  /** Every kind of job with a bean is run. */
  @Produces
  @Singleton
  JobRunner jobRunner(
      @DataSource("worker") AgroalDataSource worker,
      @Any Instance<JobKind> kinds,
      TributaryConfig config,
      ChangesPublisher changes) {
    return new JobRunner(
        new ChangeReportingQueue(new PostgresJobQueue(worker), changes),
        kinds.stream().toList(),
        config.instance() + "-" + UUID.randomUUID(),
        JOB_LEASE);
  }

  @Produces
  @Singleton
  Retention retention(@DataSource("worker") AgroalDataSource worker) {
    return new Retention(worker);
  }

  @Produces
  @Singleton
  NameBackfill nameBackfill(@DataSource("worker") AgroalDataSource worker) {
    return new NameBackfill(worker);
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
  FactSource facts(@DataSource("worker") AgroalDataSource worker, Clock clock) {
    return new SourceFacts(worker, clock);
  }
}
