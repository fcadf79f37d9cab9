/**
 * What each service may do at Kafka. The services go by it when they create topics, the chart's
 * access rules are generated from it, and the brokers of tests enforce it.
 *
 * <p>It depends on the topics only.
 */
@NullMarked
package dev.tributary.contracts.access;

import org.jspecify.annotations.NullMarked;
