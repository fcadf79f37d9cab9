/**
 * Facts of a service that can open an alert, and the internal route that returns them.
 *
 * <p>It depends on the contracts and on the package http.
 */
@NullMarked
package dev.tributary.runtime.fact;

import org.jspecify.annotations.NullMarked;
