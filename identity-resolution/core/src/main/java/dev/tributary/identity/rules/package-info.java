/**
 * The table of identity rules: which identifiers count, how they are written, and which profiles
 * they may join.
 *
 * <p>Pure: other packages store the table and apply it to events. It depends on the contracts
 * alone.
 */
@NullMarked
package dev.tributary.identity.rules;

import org.jspecify.annotations.NullMarked;
