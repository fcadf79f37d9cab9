/**
 * Tables as a run sees them: columns with declared types, a primary key, what a query may be.
 *
 * <p>Domain: it depends on the JDK and the contracts only.
 */
@NullMarked
package dev.tributary.warehouse.table;

import org.jspecify.annotations.NullMarked;
