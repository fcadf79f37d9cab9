/**
 * Workspaces, and who may enter them: their settings, API clients and members. Groups and clients
 * live in Keycloak behind {@link dev.tributary.control.workspace.Directory}. Settings are
 * definitions, so this package uses the store of definitions.
 */
@NullMarked
package dev.tributary.control.workspace;

import org.jspecify.annotations.NullMarked;
