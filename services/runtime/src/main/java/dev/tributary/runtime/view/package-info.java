/**
 * Definitions as a service that does not own them sees them: all objects of a compacted topic, in
 * memory. A feed reads the topic. In services it is a channel, see the package channel.
 *
 * <p>The package depends on the package kafka.
 */
@NullMarked
package dev.tributary.runtime.view;

import org.jspecify.annotations.NullMarked;
