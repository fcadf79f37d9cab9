package dev.tributary.local.infra;

/**
 * A service's own database. The owner migrates and is not given to the running service; the worker
 * serves loops, the request role serves HTTP under row-level security. What the two may do is
 * granted by the service's migrations.
 */
public record ServiceDatabase(
    String name, String address, Credentials owner, Credentials worker, Credentials request) {}
