/**
 * What services tell of themselves so that a person can be warned.
 *
 * <p>Immutable values; they depend on the JDK and Jackson's annotations. They hold names of objects
 * and counts, never anything about a person.
 */
@NullMarked
package dev.tributary.contracts.fact;

import org.jspecify.annotations.NullMarked;
