package dev.tributary.control.signin;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A failed sign-in, as Keycloak recorded it. The typed username is not in it, because people type
 * passwords into the wrong field.
 *
 * @param event Keycloak's id of the event
 * @param at by Keycloak's clock, to the millisecond
 * @param account the named account's id; null where no account has that name
 * @param address of the client, as Keycloak knows it; empty where Keycloak does not know it
 * @param error Keycloak's code, such as {@code invalid_user_credentials}
 */
public record SignInFailure(
    String event, Instant at, @Nullable String account, String address, String error) {}
