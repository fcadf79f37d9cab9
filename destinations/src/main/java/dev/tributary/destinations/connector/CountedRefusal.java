package dev.tributary.destinations.connector;

/**
 * Refusals that a vendor reports as a number, without the items.
 *
 * @param reason the vendor's text or code; may be empty
 * @param count at least 1
 */
public record CountedRefusal(String reason, long count) {}
