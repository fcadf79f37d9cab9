/**
 * The data that services exchange: the topics, the records on them and their format.
 *
 * <p>All types are values without behaviour of a service. The package depends on the JDK, JSpecify
 * and Jackson only, so that a consumer outside this repository could use it unchanged.
 */
@NullMarked
package dev.tributary.contracts;

import org.jspecify.annotations.NullMarked;
