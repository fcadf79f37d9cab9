package dev.tributary.identity.postgres.settings;

import dev.tributary.contracts.definition.Classification;
import dev.tributary.contracts.definition.DeclaredType;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.definitions.DefinitionStore;
import dev.tributary.definitions.DefinitionTransaction;
import dev.tributary.definitions.StoredDefinition;
import dev.tributary.identity.profile.TraitPolicy;
import dev.tributary.identity.profile.TraitSettings;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** {@link TraitSettings} over PostgreSQL. */
public final class PostgresTraitSettings implements TraitSettings {
  private final DefinitionStore<TraitSpec> traits;
  private final DefinitionStore<TraitPolicy> policies;

  public PostgresTraitSettings(
      DefinitionStore<TraitSpec> traits, DefinitionStore<TraitPolicy> policies) {
    this.traits = traits;
    this.policies = policies;
  }

  @Override
  public Classification classification(WorkspaceId workspace, String trait) {
    return traits
        .find(workspace, trait)
        .map(stored -> stored.spec().classification())
        .orElse(Classification.PERSONAL);
  }

  @Override
  public void classify(WorkspaceId workspace, String trait, Classification wanted, String actor) {
    change(workspace, trait, spec -> spec.classified(wanted, actor), _ -> {});
  }

  @Override
  public void declare(
      WorkspaceId workspace, String trait, @Nullable DeclaredType wanted, String actor) {
    change(
        workspace,
        trait,
        spec -> spec.declared(wanted),
        tx -> decideAgain(tx, workspace, trait, actor));
  }

  private void decideAgain(
      DefinitionTransaction tx, WorkspaceId workspace, String trait, String actor) {
    if (policies
        .find(tx, workspace, trait)
        .filter(policy -> policy.spec().kind().usesType())
        .isPresent()) {
      RedecisionOutbox.add(tx, workspace, trait, actor);
    }
  }

  private void change(
      WorkspaceId workspace,
      String trait,
      UnaryOperator<TraitSpec> change,
      Consumer<DefinitionTransaction> first) {
    traits.put(
        workspace,
        trait,
        trait,
        before -> change.apply(before.map(StoredDefinition::spec).orElse(TraitSpec.NEW)),
        first);
  }
}
