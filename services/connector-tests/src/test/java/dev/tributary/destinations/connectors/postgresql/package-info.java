/** Tests of the PostgreSQL connector on a real server. */
@NullMarked
package dev.tributary.destinations.connectors.postgresql;

import org.jspecify.annotations.NullMarked;
