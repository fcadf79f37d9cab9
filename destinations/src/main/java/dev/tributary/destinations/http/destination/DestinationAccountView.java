package dev.tributary.destinations.http.destination;

import dev.tributary.destinations.account.KnownAccount;
import dev.tributary.destinations.account.VendorAccount;
import dev.tributary.destinations.http.AccountView;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The vendor's account of a destination.
 *
 * @param id as the vendor names it; null if the vendor never named the account of the records
 * @param name for people; null as the id
 * @param verifiedAt when the vendor last confirmed that the credentials belong to it; null as the
 *     id
 * @param other the account that the present credentials belong to, if it is another one; nothing is
 *     sent until a user decides
 * @param decision the decision about the other account that is being carried out; nothing is sent
 *     meanwhile
 */
@Schema(name = "DestinationAccount")
public record DestinationAccountView(
    @Nullable String id,
    @Nullable String name,
    @Nullable Instant verifiedAt,
    @Nullable AccountView other,
    ConnectionRequests.@Nullable Ids decision) {

  /** Empty while no account is known, and nothing is to decide. */
  static Optional<DestinationAccountView> of(KnownAccount known) {
    VendorAccount account = known.account();
    VendorAccount other = known.other();
    return account == null && other == null && known.decision() == null
        ? Optional.empty()
        : Optional.of(
            new DestinationAccountView(
                account == null ? null : account.id(),
                account == null ? null : account.name(),
                known.verifiedAt(),
                other == null ? null : new AccountView(other.id(), other.name()),
                ConnectionRequests.Ids.ofOptional(known.decision())));
  }
}
