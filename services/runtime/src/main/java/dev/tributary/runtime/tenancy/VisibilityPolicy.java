package dev.tributary.runtime.tenancy;

import dev.tributary.contracts.definition.Definition;
import dev.tributary.contracts.definition.TraitBody;
import dev.tributary.contracts.definition.TraitClasses;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.view.DefinitionView;
import java.util.stream.Collectors;

/**
 * Decides what a caller may see, from the classifications on the topic {@code traits}. Thread-safe.
 */
public final class VisibilityPolicy {
  private final DefinitionView traits;

  public VisibilityPolicy(DefinitionView traits) {
    this.traits = traits;
  }

  public Visibility of(Tenant tenant) {
    return Visibility.of(tenant, classes(traits, tenant.workspaceId()));
  }

  /** As a caller without the right to personal data sees values. */
  public Visibility withoutPersonalData(WorkspaceId workspace) {
    return new Visibility(false, classes(traits, workspace));
  }

  /**
   * The classification of the traits of a workspace.
   *
   * @param traits a view of the topic {@code traits}
   */
  public static TraitClasses classes(DefinitionView traits, WorkspaceId workspace) {
    boolean complete = traits.caughtUp();
    return new TraitClasses(
        traits.all(workspace).stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    Definition::key, trait -> trait.bodyAs(TraitBody.class).classification())),
        complete);
  }
}
