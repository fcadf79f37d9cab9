/**
 * The beans and the settings of the library of definitions.
 *
 * <p>Only this package wires the library into CDI. No other package depends on it.
 */
@NullMarked
package dev.tributary.definitions.start;

import org.jspecify.annotations.NullMarked;
