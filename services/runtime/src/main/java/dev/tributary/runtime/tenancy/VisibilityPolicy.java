package dev.tributary.runtime.tenancy;

import dev.tributary.runtime.definitions.DefinitionView;

/**
 * Decides what a caller may see, from the classifications on the topic {@code traits}. Thread-safe.
 */
public final class VisibilityPolicy {
  private final DefinitionView traits;

  public VisibilityPolicy(DefinitionView traits) {
    this.traits = traits;
  }

  public Visibility of(Tenant tenant) {
    return new Visibility(
        tenant.mayReadPersonalData(), TraitClasses.of(traits, tenant.workspaceId()));
  }
}
