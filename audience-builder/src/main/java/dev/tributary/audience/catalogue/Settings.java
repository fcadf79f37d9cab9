package dev.tributary.audience.catalogue;

import dev.tributary.audience.rule.DeclaredTypes;
import java.time.ZoneId;

/**
 * The settings of a workspace that decide how rules read values.
 *
 * @param zone for calendar days
 */
public record Settings(ZoneId zone, DeclaredTypes types) {}
