package dev.tributary.identity.trial;

import dev.tributary.identity.rules.IdentityRules;

/**
 * What a rebuild is asked for.
 *
 * @param rulesVersion of the rules in force, 0 for the defaults
 */
public record RebuildSpec(long rulesVersion, IdentityRules rules) {}
