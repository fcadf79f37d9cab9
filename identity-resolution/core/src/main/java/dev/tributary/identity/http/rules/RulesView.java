package dev.tributary.identity.http.rules;

import dev.tributary.identity.rules.IdentifierType;
import dev.tributary.identity.rules.IdentityRules;
import dev.tributary.identity.rules.Strategy;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The identity rules of a workspace.
 *
 * @param version 0 where the defaults are unchanged
 * @param strategy what happens if an event names a person and a device ({@code anonymous_id}).
 *     {@code merge}: the event names one person. {@code conversion}: a profile that has only
 *     devices joins the person; the device of a known person stays with that person. {@code link}:
 *     the two profiles stay separate, and each shows the other. {@code isolate}: the two profiles
 *     stay separate and are not connected
 * @param maxIdentifiers how many identifiers one profile may have, of all types together: 1 to
 *     2,000
 * @param maxMerges how many other profiles may ever be merged into one profile: 0 to 10,000
 * @param suspectAfter a value that was seen with more profiles than this is suspected to be shared
 *     by many people: 1 to 1,000
 * @param types in priority order
 */
@Schema(name = "IdentityRules")
public record RulesView(
    long version,
    Strategy strategy,
    int maxIdentifiers,
    int maxMerges,
    int suspectAfter,
    List<IdentifierType> types) {
  public static RulesView of(long version, IdentityRules rules) {
    return new RulesView(
        version,
        rules.strategy(),
        rules.maxIdentifiers(),
        rules.maxMerges(),
        rules.suspectAfter(),
        rules.types());
  }
}
