/**
 * The search for people: by the beginning of an identifier, by name, and the list of recent people.
 *
 * <p>It depends on the JDK, the contracts and the library of phone numbers.
 */
@NullMarked
package dev.tributary.identity.search;

import org.jspecify.annotations.NullMarked;
