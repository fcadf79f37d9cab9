/**
 * Which profile an id belongs to now: a replica of the merges and unmerges that identity resolution
 * publishes. Each service that follows profiles keeps one in its own database, and joins it with
 * its own tables.
 *
 * <p>The replica has two tables with the same layout in each service, {@code merged_profile} and
 * {@code separated_alias}. A migration of the service creates them. {@code ProfileReplicaTables} of
 * the testkit checks them. The package depends on the contracts, the columns of {@code
 * runtime.postgres} and JDBC.
 */
@NullMarked
package dev.tributary.runtime.replica;

import org.jspecify.annotations.NullMarked;
