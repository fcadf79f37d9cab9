/**
 * Carries out what connectors decide: it adds credentials, finds places, sends the calls of a
 * protocol one after another, and prints the same calls for previews.
 *
 * <p>It depends on the connector SPI only. How requests are sent, and how fast, is behind {@link
 * dev.tributary.destinations.connector.Egress}.
 */
@NullMarked
package dev.tributary.destinations.protocol;

import org.jspecify.annotations.NullMarked;
