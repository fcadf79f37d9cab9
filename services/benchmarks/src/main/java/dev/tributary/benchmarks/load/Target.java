package dev.tributary.benchmarks.load;

/**
 * Whom to send to.
 *
 * @param authorization the header's value
 * @param connections kept at most
 */
public record Target(int port, String path, String authorization, int connections) {}
