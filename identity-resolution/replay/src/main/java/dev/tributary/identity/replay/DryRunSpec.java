package dev.tributary.identity.replay;

import dev.tributary.identity.rules.IdentityRules;

/**
 * The request for a dry run.
 *
 * @param basedOn the version of the rules in force at the time of the request
 */
public record DryRunSpec(long basedOn, IdentityRules rules) {}
