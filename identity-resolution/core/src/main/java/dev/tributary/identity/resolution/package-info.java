/**
 * From identifiers to profiles: create, add or merge is decided before anything is changed.
 *
 * <p>Pure: it plans from what identifiers lead to, and the kafka package carries the plan out. It
 * depends on claims and profiles.
 */
@NullMarked
package dev.tributary.identity.resolution;

import org.jspecify.annotations.NullMarked;
