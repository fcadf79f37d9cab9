/**
 * Workspaces over REST: their settings, deletion, business time and pipeline, and the
 * installation's clock.
 */
@NullMarked
package dev.tributary.gateway.http.workspace;

import org.jspecify.annotations.NullMarked;
