/** Tests of the connector for Apache Kafka. */
@NullMarked
package dev.tributary.destinations.connectors.apachekafka;

import org.jspecify.annotations.NullMarked;
