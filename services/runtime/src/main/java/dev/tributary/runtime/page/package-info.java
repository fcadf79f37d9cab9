/**
 * The parts of a list, and the cursors between them.
 *
 * <p>Every package may use it. It depends on the package problem only.
 */
@NullMarked
package dev.tributary.runtime.page;

import org.jspecify.annotations.NullMarked;
