package dev.tributary.destinations.explain;

import java.time.Instant;

/**
 * A destination's own text. It may repeat data that was sent.
 *
 * @param at no earlier than the exchange that the text is from
 */
public record VendorText(String text, Instant at) {}
