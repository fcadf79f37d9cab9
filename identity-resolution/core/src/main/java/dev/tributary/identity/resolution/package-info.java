/**
 * From identifiers to profiles: create, add or merge is decided before anything is changed.
 *
 * <p>Pure: it plans from what identifiers lead to, and the package {@code loop} carries the plan
 * out. It depends on claims, profiles and identity rules.
 */
@NullMarked
package dev.tributary.identity.resolution;

import org.jspecify.annotations.NullMarked;
