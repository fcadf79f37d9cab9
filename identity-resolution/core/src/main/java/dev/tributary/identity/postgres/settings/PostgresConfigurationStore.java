package dev.tributary.identity.postgres.settings;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.definitions.DefinitionDatabase;
import dev.tributary.definitions.DefinitionStore;
import dev.tributary.definitions.DefinitionTransaction;
import dev.tributary.definitions.postgres.SqlStatements;
import dev.tributary.identity.configuration.Configuration;
import dev.tributary.identity.configuration.ConfigurationStore;
import dev.tributary.identity.postgres.store.PolicyTable;
import dev.tributary.identity.postgres.store.RulesTable;
import dev.tributary.identity.profile.TraitPolicies;
import dev.tributary.identity.profile.TraitPolicy;
import dev.tributary.identity.rules.Author;
import dev.tributary.identity.rules.IdentityRules;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@link ConfigurationStore} over PostgreSQL. Each replacement is one transaction. */
public final class PostgresConfigurationStore implements ConfigurationStore {
  private static final String WORKSPACE = "workspace";
  private static final String VERSION =
      """
      select cast(coalesce(sum(version), 0) as text) from definition
      where workspace = :workspace and kind in (:rules, :policies)\
      """;

  private final DefinitionDatabase database;
  private final PostgresRulesStore rules;
  private final DefinitionStore<TraitPolicy> policies;

  public PostgresConfigurationStore(
      DefinitionDatabase database,
      PostgresRulesStore rules,
      DefinitionStore<TraitPolicy> policies) {
    this.database = database;
    this.rules = rules;
    this.policies = policies;
  }

  @Override
  public Configuration read(WorkspaceId workspace) {
    return database.inWorkspace(workspace, tx -> read(tx, workspace));
  }

  private Configuration read(DefinitionTransaction tx, WorkspaceId workspace) {
    String version =
        SqlStatements.in(tx)
            .text(
                VERSION,
                Map.of(
                    WORKSPACE,
                    workspace.value(),
                    "rules",
                    RulesTable.KIND,
                    "policies",
                    PolicyTable.KIND))
            .orElseThrow();
    return new Configuration(
        Long.parseLong(version),
        rules.read(tx, workspace).rules(),
        PolicyTable.read(tx, workspace));
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
  private static void lock(DefinitionTransaction tx, WorkspaceId workspace) {
    tx.lock("identity-configuration " + workspace);
  }
}
