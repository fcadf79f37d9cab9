package dev.tributary.destinations.account;

import dev.tributary.destinations.account.AccountStore.Ids;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The account of a destination, as far as it is known.
 *
 * @param version larger with each change
 * @param grant the number of the consent that this is about; 0 if no user has consented
 * @param account that the records of the destination are in; null while the vendor has not named it
 * @param verifiedAt when the vendor has named this account; null while it has not
 * @param credentials the hash of the settings and secrets with which the destination was used last;
 *     empty after a new consent of a user
 * @param other the account of the present credentials, if it is another one, until a user decides
 * @param decision of a user, which is being carried out; null for none
 */
@RecordBuilder
public record KnownAccount(
    long version,
    long grant,
    @Nullable VendorAccount account,
    @Nullable Instant verifiedAt,
    String credentials,
    @Nullable VendorAccount other,
    @Nullable Ids decision) {}
