package dev.tributary.identity.rules;

/**
 * The identity rules of a workspace at one version.
 *
 * @param version 0 for the defaults, which hold until a user changes the rules
 */
public record VersionedRules(long version, IdentityRules rules) {
  public static final VersionedRules DEFAULT = new VersionedRules(0, IdentityRules.DEFAULT);
}
