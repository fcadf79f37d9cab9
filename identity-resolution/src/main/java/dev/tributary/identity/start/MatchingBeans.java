package dev.tributary.identity.start;

import dev.tributary.contracts.Ids;
import dev.tributary.definitions.DefinitionStore;
import dev.tributary.definitions.DefinitionStores;
import dev.tributary.definitions.Kind;
import dev.tributary.identity.command.CommandLog;
import dev.tributary.identity.job.JobKind;
import dev.tributary.identity.job.WorkspaceJobs;
import dev.tributary.identity.matching.duckdb.Bounds;
import dev.tributary.identity.matching.duckdb.DuckDbMatching;
import dev.tributary.identity.postgres.job.PostgresWorkspaceJobs;
import dev.tributary.identity.postgres.matching.MatchingSchedule;
import dev.tributary.identity.postgres.matching.PostgresLabelStore;
import dev.tributary.identity.postgres.matching.PostgresMatchingStore;
import dev.tributary.identity.postgres.matching.PostgresSuggestionStore;
import dev.tributary.identity.postgres.matching.SuggestionTable;
import dev.tributary.identity.suggestion.AutomaticMerges;
import dev.tributary.identity.suggestion.LabelStore;
import dev.tributary.identity.suggestion.MatchingJob;
import dev.tributary.identity.suggestion.MatchingSettings;
import dev.tributary.identity.suggestion.MatchingStore;
import dev.tributary.identity.suggestion.RunSpec;
import dev.tributary.identity.suggestion.SuggestionStore;
import dev.tributary.runtime.postgres.RequestDatabase;
import dev.tributary.runtime.tenancy.WorkspaceDirectory;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;

/** Wires suggested matches. */
public class MatchingBeans {
  @Produces
  @Singleton
  DefinitionStore<MatchingSettings> matchingSettings(DefinitionStores stores) {
    return stores.of(
        Kind.unpublished(MatchingSettings.KIND, Ids.MATCHING_SETTINGS, MatchingSettings.class)
            .withUnset(_ -> MatchingSettings.DEFAULT));
  }

  @Produces
  @Singleton
  @Named(RunSpec.KIND)
  WorkspaceJobs matchingRuns(RequestDatabase database, Ids ids) {
    return new PostgresWorkspaceJobs(database, ids, RunSpec.KIND, Ids.MATCHING_RUN);
  }

  @Produces
  @Singleton
  SuggestionStore suggestionStore(RequestDatabase database) {
    return new PostgresSuggestionStore(database);
  }

  @Produces
  @Singleton
  LabelStore labelStore(RequestDatabase database) {
    return new PostgresLabelStore(database);
  }

  @Produces
  @Singleton
  JobKind matching(
      MatchingConfig config,
      @DataSource("worker") AgroalDataSource pool,
      CommandLog sender,
      WorkspaceDirectory workspaces,
      Ids ids) {
    MatchingStore store = new PostgresMatchingStore(pool, new SuggestionTable(ids));
    Bounds bounds = new Bounds(config.memoryMegabytes(), config.threads(), config.scratch());
    AutomaticMerges merges = new AutomaticMerges(store, sender, workspaces::businessNow);
    return new MatchingJob(
        (model, training) -> DuckDbMatching.open(bounds, model, training), store, merges);
  }

  @Produces
  @Singleton
  MatchingSchedule matchingSchedule(@DataSource("worker") AgroalDataSource worker, Ids ids) {
    return new MatchingSchedule(worker, ids);
  }
}
