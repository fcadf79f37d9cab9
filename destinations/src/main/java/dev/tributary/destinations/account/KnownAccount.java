package dev.tributary.destinations.account;

import dev.tributary.destinations.connector.Probe.Account;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The account of a destination.
 *
 * @param account that the records of the destination are in
 * @param credentials the hash of the credentials for which the vendor has answered last; empty if
 *     the vendor must be asked again
 * @param verifiedAt when the vendor has named this account
 * @param other the account of the present credentials, if it is another one, until a user decides
 */
public record KnownAccount(
    Account account, String credentials, Instant verifiedAt, @Nullable Account other) {}
