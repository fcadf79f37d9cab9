/**
 * Which rules are evaluated now, and which of them a change can touch.
 *
 * <p>A catalogue is an immutable picture of one revision; loops keep it until the revision grows.
 * Depends on the rule package only.
 */
@NullMarked
package dev.tributary.audience.catalogue;

import org.jspecify.annotations.NullMarked;
