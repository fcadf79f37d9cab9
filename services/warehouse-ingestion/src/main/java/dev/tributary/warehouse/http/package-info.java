/**
 * Warehouses, models and runs over REST.
 *
 * <p>Thin: it binds requests and answers them from the use cases.
 */
@NullMarked
package dev.tributary.warehouse.http;

import org.jspecify.annotations.NullMarked;
