/**
 * Channels of SmallRye Reactive Messaging that a service subscribes to itself: a client is created
 * when the cluster can be found, and a subscription that ends is followed by another.
 *
 * <p>The package depends on the package kafka.
 */
@NullMarked
package dev.tributary.runtime.messaging;

import org.jspecify.annotations.NullMarked;
