/**
 * The kit of stand-ins: a {@link dev.tributary.sandbox.kit.Vendor} has its operations and its
 * words; the kit checks credentials, limits and the vendor's document before each operation, and
 * has the control API. Imports the JDK, Jackson and the packages below.
 */
@NullMarked
package dev.tributary.sandbox.kit;

import org.jspecify.annotations.NullMarked;
