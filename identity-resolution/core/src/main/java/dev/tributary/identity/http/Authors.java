package dev.tributary.identity.http;

import dev.tributary.identity.rules.Author;
import dev.tributary.runtime.tenancy.Tenant;

/** The author of a change that a request makes. */
public final class Authors {
  private Authors() {}

  public static Author of(Tenant tenant) {
    return new Author(tenant.caller().subject(), tenant.caller().name());
  }
}
