/**
 * How a warehouse's tables are read: described, previewed, staged for a run.
 *
 * <p>One class per kind of warehouse, found by the connection's type.
 */
@NullMarked
package dev.tributary.warehouse.source;

import org.jspecify.annotations.NullMarked;
