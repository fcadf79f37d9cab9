/**
 * How the value of a trait or of an event property is read as its declared type. Rules, mappings
 * and trait policies read values the same way.
 *
 * <p>Pure. It depends on declared types and Jackson only.
 */
@NullMarked
package dev.tributary.contracts.value;

import org.jspecify.annotations.NullMarked;
