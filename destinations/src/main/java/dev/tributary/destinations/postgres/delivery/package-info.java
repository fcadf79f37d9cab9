/** Deliveries that are due: claimed, checked against consent, and recorded with their outcomes. */
@NullMarked
package dev.tributary.destinations.postgres.delivery;

import org.jspecify.annotations.NullMarked;
