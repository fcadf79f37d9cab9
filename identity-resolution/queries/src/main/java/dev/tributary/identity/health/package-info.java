/** Figures about the quality of identity resolution in a workspace. */
@NullMarked
package dev.tributary.identity.health;

import org.jspecify.annotations.NullMarked;
