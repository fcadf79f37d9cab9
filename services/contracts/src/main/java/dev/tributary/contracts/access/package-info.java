/**
 * The services of an installation, and the permissions of each at Kafka. The services use them when
 * they create topics, the chart's access rules are generated from them, and the brokers of tests
 * enforce them.
 *
 * <p>It depends on the topics only.
 */
@NullMarked
package dev.tributary.contracts.access;

import org.jspecify.annotations.NullMarked;
