package dev.tributary.identity.replay;

import dev.tributary.identity.rules.IdentityRules;

/**
 * The request for a rebuild.
 *
 * @param rulesVersion of the rules in force, 0 for the defaults
 */
public record RebuildSpec(long rulesVersion, IdentityRules rules) {}
