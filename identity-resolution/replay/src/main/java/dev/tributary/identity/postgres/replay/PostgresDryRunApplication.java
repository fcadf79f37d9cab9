package dev.tributary.identity.postgres.replay;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.postgres.job.PostgresWorkspaceJobs;
import dev.tributary.identity.postgres.settings.PostgresRulesStore;
import dev.tributary.identity.replay.DryRunApplication;
import dev.tributary.identity.replay.DryRunSpec;
import dev.tributary.identity.replay.RebuildSpec;
import dev.tributary.identity.rules.Author;

/** {@link DryRunApplication} over PostgreSQL. */
public final class PostgresDryRunApplication implements DryRunApplication {
  private final PostgresRulesStore rules;
  private final PostgresWorkspaceJobs rebuilds;

  public PostgresDryRunApplication(PostgresRulesStore rules, PostgresWorkspaceJobs rebuilds) {
    this.rules = rules;
    this.rebuilds = rebuilds;
  }

  @Override
  public Applied apply(WorkspaceId workspace, DryRunSpec dryRun, Author by) {
    Started started =
        rules.replace(
            workspace,
            dryRun.basedOn(),
            dryRun.rules(),
            by,
            (tx, now) ->
                new Started(
                    now.version(),
                    rebuilds.start(
                        tx, workspace, new RebuildSpec(now.version(), now.rules()), by.subject())));
    return new Applied(started.version(), rebuilds.require(workspace, started.rebuild()));
  }

  private record Started(long version, String rebuild) {}
}
