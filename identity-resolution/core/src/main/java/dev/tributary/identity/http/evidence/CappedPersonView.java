package dev.tributary.identity.http.evidence;

import dev.tributary.contracts.id.ProfileId;
import dev.tributary.identity.claim.IdentifierReader;
import dev.tributary.identity.claim.LeftOut.Reason;
import dev.tributary.identity.evidence.CappedProfileQueries.Capped;
import dev.tributary.identity.http.Masking;
import dev.tributary.identity.http.profile.ProfileView.IdentifierView;
import dev.tributary.identity.profile.Profile;
import dev.tributary.runtime.tenancy.PersonLabel;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A person who has reached a cap of the identity rules.
 *
 * @param profile the id of the profile
 * @param person the person's name, e-mail address or the end of the id
 * @param caps {@code too-many-identifiers}, {@code too-many-merges} or both, by the rules in force;
 *     empty where the person is below the caps now
 * @param identifiers the three strongest identifiers
 * @param identifierCount the number of all identifiers
 * @param merges how many other profiles were merged into this one
 * @param since when an identifier or a merge was first left out because of a cap, in real time
 * @param lastAt when an identifier or a merge was last left out because of a cap, in real time
 */
@Schema(name = "CappedPerson")
public record CappedPersonView(
    ProfileId profile,
    PersonLabel person,
    List<String> caps,
    List<IdentifierView> identifiers,
    int identifierCount,
    int merges,
    Instant since,
    Instant lastAt) {
  private static final int SHOWN = 3;

  static CappedPersonView of(
      Capped capped, IdentifierReader rules, Masking masking, PersonLabel label) {
    Profile person = capped.person();
    return new CappedPersonView(
        person.id(),
        label,
        Stream.of(Reason.values())
            .filter(Reason::cap)
            .filter(
                cap -> reached(cap, person, rules) || capped.conflicts().contains(cap.wireName()))
            .map(Reason::wireName)
            .toList(),
        person.identifiers().stream()
            .sorted(rules::byPriority)
            .limit(SHOWN)
            .map(each -> IdentifierView.of(each, masking))
            .toList(),
        person.identifiers().size(),
        person.merges(),
        capped.since(),
        capped.lastAt());
  }

  /**
   * Two people who are each below a cap may exceed it together. Then there is a conflict with this
   * cap.
   */
  private static boolean reached(Reason cap, Profile person, IdentifierReader reader) {
    return cap == Reason.TOO_MANY_MERGES
        ? person.merges() >= reader.rules().maxMerges()
        : person.identifiers().size() >= reader.rules().maxIdentifiers();
  }
}
