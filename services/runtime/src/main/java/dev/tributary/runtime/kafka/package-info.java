/**
 * Kafka clients with the settings that our promises rest on, and the declared topics.
 *
 * <p>No producer or consumer is made elsewhere. It depends on the Kafka client and the contracts.
 */
@NullMarked
package dev.tributary.runtime.kafka;

import org.jspecify.annotations.NullMarked;
