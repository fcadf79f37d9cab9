package dev.tributary.identity.trial;

import dev.tributary.identity.rules.IdentityRules;

/**
 * The request for a dry run.
 *
 * @param basedOn the version of the rules in force at the time of the request
 */
public record DryRunSpec(long basedOn, IdentityRules rules) {}
