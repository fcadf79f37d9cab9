/**
 * The beans of this service.
 *
 * <p>All objects are created here; it may depend on everything.
 */
@NullMarked
package dev.tributary.warehouse.start;

import org.jspecify.annotations.NullMarked;
