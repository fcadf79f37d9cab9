/**
 * Workspaces over REST: their settings, deletion, business time and pipeline, and the
 * installation's clock.
 */
@NullMarked
package dev.tributary.control.http.workspace;

import org.jspecify.annotations.NullMarked;
