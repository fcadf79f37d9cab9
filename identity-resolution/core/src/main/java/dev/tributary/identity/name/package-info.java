/**
 * The form in which names of people are stored and sought, so that case and accents do not matter.
 *
 * <p>It depends on the JDK alone.
 */
@NullMarked
package dev.tributary.identity.name;

import org.jspecify.annotations.NullMarked;
