package dev.tributary.identity.trial;

import dev.tributary.identity.rules.IdentityRules;

/**
 * What a trial is asked for.
 *
 * @param basedOn the version of the rules that was in force then
 */
public record TrialSpec(long basedOn, IdentityRules rules) {}
