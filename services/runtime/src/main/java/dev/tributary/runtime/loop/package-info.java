/**
 * The exactly-once loop: positions, effects and outgoing messages in one PostgreSQL transaction.
 *
 * <p>Every stateful consumer runs this one loop and brings only its effects. It depends on the
 * Kafka client and JDBC and knows nothing of a service.
 */
@NullMarked
package dev.tributary.runtime.loop;

import org.jspecify.annotations.NullMarked;
