/**
 * Configured objects as their owner stores them: kinds, stores, limits, and repeats of requests.
 *
 * <p>A write is a row and a message of the outbox in one transaction. The runtime publishes the
 * message, and all other services view the topic. A service stores its definitions with Hibernate
 * Reactive, or over JDBC. The package depends on the packages http, postgres, outbox and log of the
 * runtime.
 */
@NullMarked
package dev.tributary.definitions;

import org.jspecify.annotations.NullMarked;
