/**
 * Authentication of people and programs over HTTP: a browser has a session that the gateway holds,
 * an API client has a bearer token. An outage of Keycloak or of the session store signs nobody out.
 *
 * <p>The package extends Quarkus OIDC, and calls Keycloak to end a session. It uses {@code signin}.
 */
@NullMarked
package dev.tributary.gateway.http.signin;

import org.jspecify.annotations.NullMarked;
