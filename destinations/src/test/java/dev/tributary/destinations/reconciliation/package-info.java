/** Tests of the comparison of values. */
@NullMarked
package dev.tributary.destinations.reconciliation;

import org.jspecify.annotations.NullMarked;
