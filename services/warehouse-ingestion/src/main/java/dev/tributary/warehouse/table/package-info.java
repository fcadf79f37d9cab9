/**
 * Tables as a run sees them: columns with declared types, a primary key, the check of a query, and
 * the failure of a run that cannot read or publish one.
 *
 * <p>Domain: it depends on the JDK and the contracts only.
 */
@NullMarked
package dev.tributary.warehouse.table;

import org.jspecify.annotations.NullMarked;
