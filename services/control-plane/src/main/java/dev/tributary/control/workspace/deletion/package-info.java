/**
 * The deletion of a workspace: the request, the time in which it can be restored, and the purge.
 */
@NullMarked
package dev.tributary.control.workspace.deletion;

import org.jspecify.annotations.NullMarked;
