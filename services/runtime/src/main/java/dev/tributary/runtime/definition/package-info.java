/**
 * What the changes of all kinds of definitions have in common: keys, names, merge patches, and who
 * changes what.
 *
 * <p>Every package may use it. It depends on Jackson and on the package problem only.
 */
@NullMarked
package dev.tributary.runtime.definition;

import org.jspecify.annotations.NullMarked;
