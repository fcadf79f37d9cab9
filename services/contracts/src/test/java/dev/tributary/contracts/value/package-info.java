/** Tests of how values are read as their declared types. */
@NullMarked
package dev.tributary.contracts.value;

import org.jspecify.annotations.NullMarked;
