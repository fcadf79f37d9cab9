/**
 * What crosses services: the topics, the records on them and how they are written.
 *
 * <p>Everything here is a value without behaviour of a service. It depends on the JDK, JSpecify and
 * Jackson only, so that a consumer outside this repository could use it as it is.
 */
@NullMarked
package dev.tributary.contracts;

import org.jspecify.annotations.NullMarked;
