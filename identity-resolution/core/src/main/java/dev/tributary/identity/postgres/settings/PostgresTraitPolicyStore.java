package dev.tributary.identity.postgres.settings;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.definitions.DefinitionDatabase;
import dev.tributary.definitions.DefinitionStore;
import dev.tributary.definitions.StoredDefinition;
import dev.tributary.identity.profile.TraitPolicy;
import dev.tributary.identity.profile.TraitPolicyStore;

/** {@link TraitPolicyStore} over PostgreSQL. */
public final class PostgresTraitPolicyStore implements TraitPolicyStore {
  private final DefinitionDatabase database;
  private final DefinitionStore<TraitPolicy> policies;

  public PostgresTraitPolicyStore(
      DefinitionDatabase database, DefinitionStore<TraitPolicy> policies) {
    this.database = database;
    this.policies = policies;
  }

  @Override
  public TraitPolicy read(WorkspaceId workspace, String trait) {
    return policies.find(workspace, trait).map(StoredDefinition::spec).orElse(TraitPolicy.LATEST);
  }

  @Override
  public void replace(WorkspaceId workspace, String trait, TraitPolicy policy, String actor) {
    database.inWorkspace(
        workspace,
        tx -> {
          RedecisionOutbox.add(tx, workspace, trait, actor);
          return policies.put(tx, workspace, trait, trait, policy);
        });
  }
}
