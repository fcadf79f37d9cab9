package dev.tributary.benchmarks.load;

/**
 * The target of requests.
 *
 * @param authorization the value of the header
 * @param connections the greatest number of open connections
 */
public record Target(int port, String path, String authorization, int connections) {}
