/**
 * The exactly-once loop: positions, effects and outgoing messages in one PostgreSQL transaction.
 *
 * <p>Every stateful consumer runs this loop and adds only its effects. The package depends on the
 * Kafka client and JDBC and on no service.
 */
@NullMarked
package dev.tributary.runtime.loop;

import org.jspecify.annotations.NullMarked;
