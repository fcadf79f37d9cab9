/**
 * How what somebody types becomes the beginnings of identifiers.
 *
 * <p>It depends on the JDK and the library of phone numbers.
 */
@NullMarked
package dev.tributary.identity.search;

import org.jspecify.annotations.NullMarked;
