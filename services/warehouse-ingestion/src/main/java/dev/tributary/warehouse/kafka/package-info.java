/**
 * Publishes row changes to the topic.
 *
 * <p>Depends on the use cases in the package run.
 */
@NullMarked
package dev.tributary.warehouse.kafka;

import org.jspecify.annotations.NullMarked;
