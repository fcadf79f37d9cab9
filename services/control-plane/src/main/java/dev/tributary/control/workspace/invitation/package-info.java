/**
 * Invitations to a workspace: their links, how a person accepts them, and accounts for people
 * without one.
 */
@NullMarked
package dev.tributary.control.workspace.invitation;

import org.jspecify.annotations.NullMarked;
