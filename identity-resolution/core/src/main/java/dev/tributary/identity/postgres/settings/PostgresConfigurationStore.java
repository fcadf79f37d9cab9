package dev.tributary.identity.postgres.settings;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.definitions.DefinitionStore;
import dev.tributary.identity.configuration.Configuration;
import dev.tributary.identity.configuration.ConfigurationStore;
import dev.tributary.identity.postgres.profile.PostgresProfileQueries;
import dev.tributary.identity.postgres.store.PolicyTable;
import dev.tributary.identity.postgres.store.RulesTable;
import dev.tributary.identity.profile.TraitPolicies;
import dev.tributary.identity.profile.TraitPolicy;
import dev.tributary.identity.rules.Author;
import dev.tributary.identity.rules.IdentityRules;
import dev.tributary.runtime.postgres.RequestDatabase;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** {@link ConfigurationStore} over PostgreSQL. Each replacement is one transaction. */
public final class PostgresConfigurationStore implements ConfigurationStore {
  private final RequestDatabase database;
  private final PostgresRulesStore rules;
  private final DefinitionStore<TraitPolicy> policies;

  public PostgresConfigurationStore(
      RequestDatabase database, PostgresRulesStore rules, DefinitionStore<TraitPolicy> policies) {
    this.database = database;
    this.rules = rules;
    this.policies = policies;
  }

  @Override
  public Configuration read(WorkspaceId workspace) {
    return database.inWorkspace(workspace, tx -> read(tx, workspace));
  }

  private Configuration read(Handle tx, WorkspaceId workspace) {
    long version =
        tx.createQuery(
                "select coalesce(sum(version), 0) from definition where workspace = :workspace"
                    + " and kind in (:rules, :policies)")
            .bind("workspace", workspace.value())
            .bind("rules", RulesTable.KIND)
            .bind("policies", PolicyTable.KIND)
            .mapTo(Long.class)
            .one();
    return new Configuration(
        version, rules.read(tx, workspace).rules(), PostgresProfileQueries.policies(tx, workspace));
  }

  @Override
  public Replaced replace(
      WorkspaceId workspace,
      @Nullable Long expectedVersion,
      IdentityRules wantedRules,
      TraitPolicies wantedPolicies,
      Author by) {
    return database.inWorkspace(
        workspace,
        tx -> {
          lock(tx, workspace);
          Configuration before = read(tx, workspace).require(expectedVersion);
          if (!wantedRules.equals(before.rules())) {
            rules.replace(tx, workspace, wantedRules, by);
          }
          for (String trait : before.decidedOtherwise(wantedPolicies)) {
            RedecisionOutbox.add(tx, workspace, trait, by.subject());
            if (wantedPolicies.byTrait().containsKey(trait)) {
              policies.put(tx, workspace, trait, trait, wantedPolicies.of(trait));
            } else {
              policies.delete(tx, workspace, trait);
            }
          }
          return new Replaced(before, read(tx, workspace));
        });
  }

  /**
   * If two callers replace the configuration at the same time, the second one sees what the first
   * one wrote.
   */
  private static void lock(Handle tx, WorkspaceId workspace) {
    tx.createQuery("select pg_advisory_xact_lock(hashtextextended(:lock, 0))::text")
        .bind("lock", "identity-configuration " + workspace)
        .mapTo(String.class)
        .one();
  }
}
