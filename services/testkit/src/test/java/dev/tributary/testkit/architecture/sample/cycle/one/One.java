package dev.tributary.testkit.architecture.sample.cycle.one;

import dev.tributary.testkit.architecture.sample.cycle.two.Two;

public record One(Two next) {}
