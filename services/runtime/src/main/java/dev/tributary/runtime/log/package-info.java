/**
 * Checks that the log is still the one that a database belongs to: the same cluster and the same
 * topics, and for loops no position beyond the end.
 *
 * <p>The package depends on the Kafka client and JDBC and on no service.
 */
@NullMarked
package dev.tributary.runtime.log;

import org.jspecify.annotations.NullMarked;
