package dev.tributary.collector.tracking;

/**
 * Limits for a client's input. Above one of the first three the request is refused; above one of
 * the others its event is quarantined.
 *
 * @param requestBytes of a body, after gzip
 * @param requestEvents of a batch
 * @param envelopeBytes of a batch's context and integrations, which belong to each of its events
 * @param eventBytes of an event
 * @param eventDepth of objects and arrays, including the event itself
 * @param objectKeys of each object
 */
public record InputLimits(
    int requestBytes,
    int requestEvents,
    int envelopeBytes,
    int eventBytes,
    int eventDepth,
    int objectKeys) {}
