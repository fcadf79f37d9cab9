package dev.tributary.testkit.architecture.sample.connectors.second;

public record Second() {}
