/**
 * Workspaces, and who may enter them: their settings, API clients and members. Groups and clients
 * live in Keycloak behind {@link dev.tributary.gateway.workspace.Directory}; settings are
 * definitions, published on {@code workspaces}. The REST resources stand here beside their use
 * cases.
 */
@NullMarked
package dev.tributary.gateway.workspace;

import org.jspecify.annotations.NullMarked;
