/**
 * The committed files of docs/reference that are generated from the code, committed lists of
 * violations that may only become shorter, and the files of the source tree. The package depends on
 * the local module, which finds the source tree.
 */
@NullMarked
package dev.tributary.testkit.reference;

import org.jspecify.annotations.NullMarked;
