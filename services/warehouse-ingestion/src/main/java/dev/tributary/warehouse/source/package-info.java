/**
 * Reading a warehouse's tables: describing, previewing, and staging for a run.
 *
 * <p>One class per kind of warehouse, chosen by the connection's type.
 */
@NullMarked
package dev.tributary.warehouse.source;

import org.jspecify.annotations.NullMarked;
