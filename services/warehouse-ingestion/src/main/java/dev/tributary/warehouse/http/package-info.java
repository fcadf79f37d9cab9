/**
 * Warehouses, models and runs over REST.
 *
 * <p>Thin: requests are bound here and answered from the use cases.
 */
@NullMarked
package dev.tributary.warehouse.http;

import org.jspecify.annotations.NullMarked;
