/**
 * Models: a table or query with a key, and the mapping of its rows to people.
 *
 * <p>Domain: it depends on the contracts and the packages table and connection.
 */
@NullMarked
package dev.tributary.warehouse.model;

import org.jspecify.annotations.NullMarked;
