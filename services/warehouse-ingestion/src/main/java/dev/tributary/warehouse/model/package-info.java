/**
 * Models: a table or query with a key, and how its rows speak of people.
 *
 * <p>Domain: it depends on the contracts and the packages table and connection.
 */
@NullMarked
package dev.tributary.warehouse.model;

import org.jspecify.annotations.NullMarked;
