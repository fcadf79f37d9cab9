package dev.tributary.identity.http.evidence;

import dev.tributary.contracts.id.ProfileId;
import dev.tributary.identity.evidence.ConflictStore;
import dev.tributary.identity.http.BrokenLimit;
import dev.tributary.identity.http.Masking;
import dev.tributary.identity.http.PeopleLabels;
import dev.tributary.identity.http.profile.ProfileView.IdentifierView;
import dev.tributary.runtime.tenancy.PersonLabel;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Two profiles that events name together, and that the identity rules did not merge.
 *
 * @param id made by Tributary; never changes
 * @param state {@code open} or {@code settled}
 * @param reason the rule that kept the two apart: {@code limit}, {@code may-not-merge}, {@code
 *     too-many-identifiers}, {@code too-many-merges} or {@code kept-apart}
 * @param limit the limit, if the reason is {@code limit}; null where it was not recorded
 * @param identifier the identifier that was left out
 * @param anchor the strongest other identifier of the event
 * @param profile the person that the events belong to
 * @param person the name of this person, the e-mail address or the end of the id
 * @param other the person that the identifier leads to
 * @param otherPerson as {@code person}, of the other person
 * @param events how many events named the two together
 * @param firstAt when events first named the two together
 * @param lastAt when events last named the two together
 * @param lastEvent the newest of these events
 * @param rulesVersion the version of the identity rules that kept the two apart
 * @param outcome {@code merged} or {@code kept-apart}
 */
@RecordBuilder
@Schema(name = "Conflict")
public record ConflictView(
    String id,
    String state,
    String reason,
    @Nullable BrokenLimit limit,
    IdentifierView identifier,
    IdentifierView anchor,
    ProfileId profile,
    PersonLabel person,
    ProfileId other,
    PersonLabel otherPerson,
    long events,
    Instant firstAt,
    Instant lastAt,
    String lastEvent,
    long rulesVersion,
    @Nullable String outcome) {
  static ConflictView of(ConflictStore.Row row, Masking masking, PeopleLabels.Labels labels) {
    return ConflictViewBuilder.builder()
        .id(row.id())
        .state(row.outcome() == null ? "open" : "settled")
        .reason(row.reason())
        .limit(BrokenLimit.of(row.limit()))
        .identifier(IdentifierView.of(row.identifier(), masking))
        .anchor(IdentifierView.of(row.anchor(), masking))
        .profile(row.profile())
        .person(labels.of(row.profile()))
        .other(row.other())
        .otherPerson(labels.of(row.other()))
        .events(row.events())
        .firstAt(row.firstAt())
        .lastAt(row.lastAt())
        .lastEvent(row.lastEvent())
        .rulesVersion(row.rulesVersion())
        .outcome(row.outcome())
        .build();
  }
}
