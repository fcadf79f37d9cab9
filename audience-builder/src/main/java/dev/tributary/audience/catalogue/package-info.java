/**
 * Which rules are evaluated now, and which of them a change can affect.
 *
 * <p>A catalogue is an immutable copy of one revision; loops keep it until the revision increases.
 * Depends on the rule package only.
 */
@NullMarked
package dev.tributary.audience.catalogue;

import org.jspecify.annotations.NullMarked;
