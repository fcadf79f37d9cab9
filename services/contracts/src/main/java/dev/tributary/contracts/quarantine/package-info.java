/**
 * The topic {@code quarantine}: accepted input that could not be processed.
 *
 * <p>The input is kept whole, with what is needed to put it back on its way. It depends on {@code
 * dev.tributary.contracts} and Jackson only.
 */
@NullMarked
package dev.tributary.contracts.quarantine;

import org.jspecify.annotations.NullMarked;
