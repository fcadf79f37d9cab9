package dev.tributary.destinations.http.destination;

import dev.tributary.destinations.account.KnownAccount;
import dev.tributary.destinations.http.AccountView;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The vendor's account of a destination.
 *
 * @param id as the vendor names it
 * @param name for people
 * @param verifiedAt when the vendor last confirmed that the credentials belong to it
 * @param other the account that the present credentials belong to, if it is another one; nothing is
 *     sent until a user decides
 */
@Schema(name = "DestinationAccount")
public record DestinationAccountView(
    String id, String name, Instant verifiedAt, @Nullable AccountView other) {

  static DestinationAccountView of(KnownAccount known) {
    return new DestinationAccountView(
        known.account().id(),
        known.account().name(),
        known.verifiedAt(),
        AccountView.ofOptional(known.other()));
  }
}
