/** Reads for pages: deliveries, the state of destinations and syncs, flows and funnels. */
@NullMarked
package dev.tributary.destinations.postgres.queries;

import org.jspecify.annotations.NullMarked;
