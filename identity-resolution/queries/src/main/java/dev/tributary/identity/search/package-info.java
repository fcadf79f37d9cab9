/**
 * Converts a text that a user has typed into possible beginnings of identifiers.
 *
 * <p>It depends on the JDK and the library of phone numbers.
 */
@NullMarked
package dev.tributary.identity.search;

import org.jspecify.annotations.NullMarked;
