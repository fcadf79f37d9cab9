/**
 * The committed files of docs/reference that are generated from the code, and the tests that keep
 * them up to date. It depends on the local module, which finds the source tree.
 */
@NullMarked
package dev.tributary.testkit.reference;

import org.jspecify.annotations.NullMarked;
