/**
 * How fast requests may leave for an account: budgets as data, and the rule that spaces requests
 * evenly and shares them between live and backfilled records, workspaces and destinations.
 *
 * <p>The package is pure apart from its ports. It depends on nothing of this service. Redis and
 * PostgreSQL are behind ports.
 */
@NullMarked
package dev.tributary.destinations.pacing;

import org.jspecify.annotations.NullMarked;
