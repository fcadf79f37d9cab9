/**
 * Channels of SmallRye Reactive Messaging that feed the views of definitions. A channel has the
 * name of its topic.
 *
 * <p>The package depends on the views and on the package messaging.
 */
@NullMarked
package dev.tributary.runtime.view.channel;

import org.jspecify.annotations.NullMarked;
