package dev.tributary.testkit.architecture.sample.cycle.three;

public record Three() {}
