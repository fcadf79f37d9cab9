/**
 * Real tokens without Keycloak: an issuer that publishes its key and signs the tokens that a test
 * requests.
 *
 * <p>A service under test verifies them as it would verify Keycloak's. It depends on the JDK's HTTP
 * server and SmallRye's token builder.
 */
@NullMarked
package dev.tributary.testkit.tokens;

import org.jspecify.annotations.NullMarked;
