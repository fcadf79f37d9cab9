/**
 * The table that says which identifiers count, how they are written, and whom they may join.
 *
 * <p>Pure: how the table is stored, and what it does to events, is told elsewhere. It depends on
 * the contracts alone.
 */
@NullMarked
package dev.tributary.identity.rules;

import org.jspecify.annotations.NullMarked;
