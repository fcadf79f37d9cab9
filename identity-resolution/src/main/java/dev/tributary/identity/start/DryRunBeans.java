package dev.tributary.identity.start;

import dev.tributary.contracts.Ids;
import dev.tributary.identity.command.CommandLog;
import dev.tributary.identity.input.PeopleModels;
import dev.tributary.identity.job.JobKind;
import dev.tributary.identity.job.WorkspaceJobs;
import dev.tributary.identity.kafka.replay.KafkaInputHistory;
import dev.tributary.identity.postgres.job.PostgresWorkspaceJobs;
import dev.tributary.identity.postgres.replay.PostgresDryRunApplication;
import dev.tributary.identity.postgres.replay.PostgresReplayDatabase;
import dev.tributary.identity.postgres.replay.ReplayCopyRetention;
import dev.tributary.identity.postgres.settings.PostgresRulesStore;
import dev.tributary.identity.replay.DryRunApplication;
import dev.tributary.identity.replay.ReplayJobKinds;
import dev.tributary.identity.replay.job.Rebuild;
import dev.tributary.identity.replay.job.Replays;
import dev.tributary.identity.replay.job.RulesDryRun;
import dev.tributary.runtime.config.TributaryConfig;
import dev.tributary.runtime.kafka.KafkaClients;
import dev.tributary.runtime.postgres.RequestDatabase;
import dev.tributary.runtime.view.DefinitionView;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Wires dry runs and rebuilds, which replay the history. */
public class DryRunBeans {
  @Produces
  @Singleton
  Replays replays(
      @DataSource("worker") AgroalDataSource worker,
      KafkaClients kafka,
      TributaryConfig config,
      @Named(IdentityBeans.MODELS) DefinitionView models,
      Regions regions,
      Ids ids,
      Clock clock) {
    String clientId = config.service() + "-" + config.instance() + "-replay";
    return new Replays(
        new PostgresReplayDatabase(worker),
        workspace -> new KafkaInputHistory(kafka, clientId, workspace),
        new PeopleModels(model -> models.find(model.value())),
        regions,
        ids,
        clock);
  }

  @Produces
  @Singleton
  JobKind rulesTrial(Replays replays, DryRunConfig trial, Clock clock) {
    return new RulesDryRun(replays, clock, trial.time());
  }

  @Produces
  @Singleton
  JobKind rebuild(Replays replays, CommandLog commands, DryRunConfig trial, Clock clock) {
    return new Rebuild(replays, commands::send, clock, trial.time());
  }

  @Produces
  @Singleton
  @Named(ReplayJobKinds.TRIAL)
  WorkspaceJobs trials(RequestDatabase database, Ids ids) {
    return new PostgresWorkspaceJobs(database, ids, ReplayJobKinds.TRIAL, Ids.RULES_TRIAL);
  }

  @Produces
  @Singleton
  @Named(ReplayJobKinds.REBUILD)
  PostgresWorkspaceJobs rebuilds(RequestDatabase database, Ids ids) {
    return new PostgresWorkspaceJobs(database, ids, ReplayJobKinds.REBUILD, Ids.REBUILD);
  }

  @Produces
  @Singleton
  ReplayCopyRetention replayCopyRetention(@DataSource("worker") AgroalDataSource worker) {
    return new ReplayCopyRetention(worker);
  }

  @Produces
  @Singleton
  DryRunApplication dryRunApplication(
      PostgresRulesStore rules, @Named(ReplayJobKinds.REBUILD) PostgresWorkspaceJobs rebuilds) {
    return new PostgresDryRunApplication(rules, rebuilds);
  }
}
