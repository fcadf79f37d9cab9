package dev.tributary.destinations.http;

import dev.tributary.destinations.connector.Probe;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An account at a vendor.
 *
 * @param id as the vendor names it
 * @param name for people
 */
@Schema(name = "VendorAccount")
public record AccountView(String id, String name) {
  public static @Nullable AccountView ofOptional(Probe.@Nullable Account account) {
    return account == null ? null : new AccountView(account.id(), account.name());
  }
}
