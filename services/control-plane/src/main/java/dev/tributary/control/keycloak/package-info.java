/**
 * Keycloak's admin API: the groups, clients and people of a workspace, and failed sign-ins.
 * Implements {@link dev.tributary.control.workspace.Directory} and {@link
 * dev.tributary.control.signin.FailureSource} with a service account that can manage users and
 * clients of this realm and read its events, and nothing else.
 */
@NullMarked
package dev.tributary.control.keycloak;

import org.jspecify.annotations.NullMarked;
