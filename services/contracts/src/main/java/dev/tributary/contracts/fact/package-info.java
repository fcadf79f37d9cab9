/**
 * Facts that services report so that a person can be warned.
 *
 * <p>Immutable values, which depend on the JDK and Jackson's annotations. They contain names of
 * objects and counts, never data of a person.
 */
@NullMarked
package dev.tributary.contracts.fact;

import org.jspecify.annotations.NullMarked;
