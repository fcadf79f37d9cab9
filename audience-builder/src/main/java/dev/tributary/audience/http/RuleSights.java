package dev.tributary.audience.http;

import dev.tributary.audience.definition.AudienceSpec;
import dev.tributary.runtime.definitions.DefinitionStore;
import dev.tributary.runtime.tenancy.Sights;
import dev.tributary.runtime.tenancy.Tenant;

/** Says what a caller may be told of rules' answers. Thread-safe. */
public final class RuleSights {
  private final DefinitionStore<AudienceSpec> store;
  private final Sights sights;

  public RuleSights(DefinitionStore<AudienceSpec> store, Sights sights) {
    this.store = store;
    this.sights = sights;
  }

  RuleSight of(Tenant tenant) {
    return new RuleSight(sights.of(tenant), store.all(tenant.workspaceId()));
  }
}
