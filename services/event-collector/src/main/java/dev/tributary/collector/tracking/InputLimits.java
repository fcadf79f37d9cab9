package dev.tributary.collector.tracking;

/**
 * What a client may send. Beyond the first three a request is refused, beyond the others its event
 * is set aside.
 *
 * @param requestBytes of a body, after gzip
 * @param requestEvents of a batch
 * @param envelopeBytes of a batch's context and integrations, which go with each of its events
 * @param eventBytes of an event
 * @param eventDepth of objects and arrays, the event itself counted
 * @param objectKeys of each object
 */
public record InputLimits(
    int requestBytes,
    int requestEvents,
    int envelopeBytes,
    int eventBytes,
    int eventDepth,
    int objectKeys) {}
