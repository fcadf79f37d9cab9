/**
 * Types for the ids of objects, so that the compiler refuses an id of another kind.
 *
 * <p>JSON, topics and databases contain an id as plain text. Code makes a typed id where it reads a
 * message, a request or a row. The package depends on the JDK, JSpecify and Jackson only.
 */
@NullMarked
package dev.tributary.contracts.id;

import org.jspecify.annotations.NullMarked;
