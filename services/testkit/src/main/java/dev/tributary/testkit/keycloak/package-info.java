/**
 * A real Keycloak with the realm of an installation, and what its administrator does. It depends on
 * the packages infra and services, and on {@code local}.
 */
@NullMarked
package dev.tributary.testkit.keycloak;

import org.jspecify.annotations.NullMarked;
