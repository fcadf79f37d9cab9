/**
 * How people and programs prove who they are: a browser by a session that the gateway holds, an API
 * client by its bearer token. The browser never sees a token, and trouble with Keycloak or with the
 * store of sessions never signs anybody out. It may use Quarkus OIDC, and stores sessions behind
 * {@link dev.tributary.gateway.signin.SessionStore}.
 */
@NullMarked
package dev.tributary.gateway.signin;

import org.jspecify.annotations.NullMarked;
