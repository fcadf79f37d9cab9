package dev.tributary.testkit.infra;

/**
 * A Redis server for tests.
 *
 * @param address in the form that clients take: {@code redis://host:port}
 */
public record TestRedis(String address) {}
