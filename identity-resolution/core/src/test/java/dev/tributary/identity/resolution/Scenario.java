package dev.tributary.identity.resolution;

import dev.tributary.identity.rules.IdentityRules;
import java.util.List;
import java.util.Set;

/**
 * What a vendor documents of its own resolution, event by event.
 *
 * @param name as docs/reference/identity-scenarios.md has it
 * @param source where it is documented
 * @param steps as {@link Steps} takes them
 * @param people at the end, by their identifiers
 */
record Scenario(
    String vendor,
    String name,
    String source,
    IdentityRules rules,
    List<String> steps,
    Set<String> people) {
  @Override
  public String toString() {
    return vendor + ": " + name;
  }
}
