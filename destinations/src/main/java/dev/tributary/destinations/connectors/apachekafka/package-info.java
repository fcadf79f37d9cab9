/**
 * The connector for Apache Kafka: one message for each record, member or event.
 *
 * <p>It depends on the connector SPI and the client of Kafka. The package has this name because
 * packages named {@code kafka} connect the service to its own broker.
 */
@NullMarked
package dev.tributary.destinations.connectors.apachekafka;

import org.jspecify.annotations.NullMarked;
