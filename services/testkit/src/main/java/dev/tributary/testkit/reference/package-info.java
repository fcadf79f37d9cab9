/**
 * The committed files of docs/reference that are generated from the code, and committed lists of
 * violations that may only become shorter. The package depends on the local module, which finds the
 * source tree.
 */
@NullMarked
package dev.tributary.testkit.reference;

import org.jspecify.annotations.NullMarked;
