package dev.tributary.identity.http.evidence;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.identity.evidence.LinkQueries.Linked;
import dev.tributary.identity.http.Masking;
import dev.tributary.identity.http.profile.ProfileView.IdentifierView;
import dev.tributary.runtime.tenancy.PersonLabel;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Another person whom events name together with a person. The strategy {@code link} connects the
 * two without a merge.
 *
 * @param profile the other person
 * @param person the name of the other person, the e-mail address or the end of the id
 * @param identifiers the identifiers by which the events named the person, at most twenty
 * @param otherIdentifiers the identifiers by which the events named the other person, at most
 *     twenty
 * @param events how many events named the two
 * @param firstAt when events first named the two together
 * @param lastAt when events last named the two together
 * @param lastEvent the newest of these events
 */
@Schema(name = "LinkedPerson")
public record LinkedPersonView(
    ProfileId profile,
    PersonLabel person,
    List<IdentifierView> identifiers,
    List<IdentifierView> otherIdentifiers,
    long events,
    Instant firstAt,
    Instant lastAt,
    String lastEvent) {
  private static final int SHOWN = 20;

  static LinkedPersonView of(Linked linked, Masking masking, PersonLabel person) {
    return new LinkedPersonView(
        linked.other(),
        person,
        views(linked.identifiers(), masking),
        views(linked.otherIdentifiers(), masking),
        linked.events(),
        linked.firstAt(),
        linked.lastAt(),
        linked.lastEvent());
  }

  private static List<IdentifierView> views(List<Identifier> identifiers, Masking masking) {
    return identifiers.stream().limit(SHOWN).map(each -> IdentifierView.of(each, masking)).toList();
  }
}
