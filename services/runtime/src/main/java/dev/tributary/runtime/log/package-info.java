/**
 * Whether the log is still the one that a loop's positions were counted in: the same cluster, the
 * same topics, and no position beyond its end.
 *
 * <p>It depends on the Kafka client and JDBC and knows nothing of a service.
 */
@NullMarked
package dev.tributary.runtime.log;

import org.jspecify.annotations.NullMarked;
