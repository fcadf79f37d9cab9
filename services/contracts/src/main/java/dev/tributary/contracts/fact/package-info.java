/**
 * Facts that services report so that a person can be warned, and the topic {@code facts}.
 *
 * <p>Immutable values, which depend on the JDK, Jackson and {@code dev.tributary.contracts}. They
 * contain names of objects and counts, never data of a person.
 */
@NullMarked
package dev.tributary.contracts.fact;

import org.jspecify.annotations.NullMarked;
