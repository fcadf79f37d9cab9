package dev.tributary.audience.catalogue;

import dev.tributary.audience.rule.DeclaredTypes;
import java.time.ZoneId;

/**
 * What a workspace says beside its rules of how values are read.
 *
 * @param zone for calendar days
 */
public record Settings(ZoneId zone, DeclaredTypes types) {}
