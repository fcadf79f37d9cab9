/**
 * Kafka clients with the settings on which our guarantees rest, and the declared topics.
 *
 * <p>All producers and consumers are made here. The package depends on the Kafka client and the
 * contracts.
 */
@NullMarked
package dev.tributary.runtime.kafka;

import org.jspecify.annotations.NullMarked;
