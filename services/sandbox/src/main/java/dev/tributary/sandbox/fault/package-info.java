/**
 * The faults that a test can request, and for how many requests each is set. Faults are values; the
 * {@code http} package carries them out. Imports the JDK and Jackson's annotations.
 */
@NullMarked
package dev.tributary.sandbox.fault;

import org.jspecify.annotations.NullMarked;
