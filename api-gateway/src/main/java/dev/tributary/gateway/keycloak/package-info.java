/**
 * Keycloak's admin API: the groups, clients and people of a workspace. Implements {@link
 * dev.tributary.gateway.workspace.Directory} with a service account that can manage users and
 * clients of this realm, and nothing else.
 */
@NullMarked
package dev.tributary.gateway.keycloak;

import org.jspecify.annotations.NullMarked;
