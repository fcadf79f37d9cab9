/**
 * The topic {@code quarantine}: accepted input that could not be processed.
 *
 * <p>The input is kept whole, with all data that a redrive needs. The package depends on {@code
 * dev.tributary.contracts} and Jackson only.
 */
@NullMarked
package dev.tributary.contracts.quarantine;

import org.jspecify.annotations.NullMarked;
