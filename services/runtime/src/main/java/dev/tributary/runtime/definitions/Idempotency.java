package dev.tributary.runtime.definitions;

/**
 * A client's promise that requests with this key are one request.
 *
 * @param key as sent in Idempotency-Key
 * @param requestHash of the request's body, so that a reused key is noticed
 */
public record Idempotency(String key, String requestHash) {}
