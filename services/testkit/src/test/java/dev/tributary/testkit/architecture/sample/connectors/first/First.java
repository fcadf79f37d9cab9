package dev.tributary.testkit.architecture.sample.connectors.first;

import dev.tributary.testkit.architecture.sample.connectors.second.Second;

public record First(Second second) {}
