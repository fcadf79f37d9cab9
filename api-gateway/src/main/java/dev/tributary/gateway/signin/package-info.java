/**
 * The sessions of browsers, and the trail of sign-ins and sign-outs. The gateway holds the tokens
 * of a session, so the browser never sees one. Sessions are stored behind {@link
 * dev.tributary.gateway.signin.SessionStore}. The package depends on the contracts and on {@code
 * report}.
 */
@NullMarked
package dev.tributary.gateway.signin;

import org.jspecify.annotations.NullMarked;
