/**
 * Configured objects as their owner stores them: kinds, stores, limits, and repeats of requests.
 *
 * <p>A write is a row and a message of the outbox in one transaction. The runtime publishes the
 * message, and all other services view the topic. The database is a port, {@link
 * dev.tributary.definitions.DefinitionDatabase}. The package depends on the contracts and on the
 * packages definition, page and problem of the runtime.
 */
@NullMarked
package dev.tributary.definitions;

import org.jspecify.annotations.NullMarked;
