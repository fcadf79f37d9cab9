package dev.tributary.warehouse.connection;

/** A warehouse as it is stored. */
public record WarehouseSpec(Connection connection) {}
