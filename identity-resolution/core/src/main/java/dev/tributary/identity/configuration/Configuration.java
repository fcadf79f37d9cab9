package dev.tributary.identity.configuration;

import dev.tributary.identity.profile.TraitPolicies;
import dev.tributary.identity.rules.IdentityRules;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The identity configuration of a workspace.
 *
 * @param version grows with each change to any part
 */
public record Configuration(long version, IdentityRules rules, TraitPolicies policies) {
  /**
   * @param expected null for any version
   * @throws VersionMismatch if the configuration has another version
   */
  public Configuration require(@Nullable Long expected) {
    if (expected != null && expected != version) {
      throw new VersionMismatch(version, expected);
    }
    return this;
  }

  /** The traits whose policy differs in the other configuration. */
  public SortedSet<String> decidedOtherwise(TraitPolicies there) {
    SortedSet<String> traits = new TreeSet<>();
    Stream.of(policies, there)
        .flatMap(each -> each.byTrait().keySet().stream())
        .filter(trait -> !policies.of(trait).equals(there.of(trait)))
        .forEach(traits::add);
    return traits;
  }
}
