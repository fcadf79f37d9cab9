/**
 * Authentication of people and programs: a browser has a session that the gateway holds, an API
 * client has a bearer token. The browser never sees a token. An outage of Keycloak or of the
 * session store signs nobody out. It may use Quarkus OIDC, and stores sessions behind {@link
 * dev.tributary.gateway.signin.SessionStore}.
 */
@NullMarked
package dev.tributary.gateway.signin;

import org.jspecify.annotations.NullMarked;
