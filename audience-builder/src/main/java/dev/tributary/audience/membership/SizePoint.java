package dev.tributary.audience.membership;

import java.time.Instant;

/** The number of members of an audience at a time. */
public record SizePoint(Instant at, long size) {}
