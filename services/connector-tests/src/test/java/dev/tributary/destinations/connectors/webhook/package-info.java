/** Tests of the webhook connector. */
@NullMarked
package dev.tributary.destinations.connectors.webhook;

import org.jspecify.annotations.NullMarked;
