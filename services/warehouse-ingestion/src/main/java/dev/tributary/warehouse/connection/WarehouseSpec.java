package dev.tributary.warehouse.connection;

/** The stored settings of a warehouse. */
public record WarehouseSpec(Connection connection) {}
