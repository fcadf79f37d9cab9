package dev.tributary.runtime.tenancy;

import dev.tributary.runtime.definitions.DefinitionView;

/** Says what a caller may see, by what stands on the topic {@code traits}. Thread-safe. */
public final class Sights {
  private final DefinitionView traits;

  public Sights(DefinitionView traits) {
    this.traits = traits;
  }

  public Sight of(Tenant tenant) {
    return new Sight(tenant.mayReadPersonalData(), TraitClasses.of(traits, tenant.workspaceId()));
  }
}
