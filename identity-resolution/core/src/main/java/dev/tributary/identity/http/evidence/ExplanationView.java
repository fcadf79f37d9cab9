package dev.tributary.identity.http.evidence;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.identity.claim.LeftOut.Reason;
import dev.tributary.identity.evidence.ConflictStore;
import dev.tributary.identity.http.BrokenLimit;
import dev.tributary.identity.http.Masking;
import dev.tributary.identity.http.PeopleLabels;
import dev.tributary.identity.http.profile.ProfileView.IdentifierView;
import dev.tributary.identity.profile.Explanation;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Why two identifiers belong to one person, or why not. Which fields are present depends on {@code
 * samePerson}.
 *
 * @param samePerson whether the two identifiers belong to one person
 * @param profile the person that both identifiers lead to
 * @param chain the shortest chain of evidence from a to b
 * @param a the person that {@code a} leads to, if the two lead to different people
 * @param b the person that b leads to, where the two lead to different people
 * @param conflicts the conflicts between the two people, newest first
 * @param leftOut the newest known event that named both, where {@code reason} is {@code left-out}
 *     or {@code linked}
 * @param reason {@code kept-apart}: a user decided that they are two people, whatever a rule says;
 *     {@code conflict}: events named both, and a rule kept them apart; {@code left-out}: an event
 *     named both, and one of its identifiers did not count; {@code linked}: the same, and the
 *     strategy {@code link} connects the two people without a merge; {@code no-evidence}: no input
 *     has named both; {@code blocked}, {@code invalid} or {@code unknown-type}: one of the values
 *     cannot identify a person; {@code unknown-identifier}: no person has it
 */
@Schema(name = "IdentityExplanation")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ExplanationView(
    boolean samePerson,
    @Nullable ProfileId profile,
    @Nullable List<LinkView> chain,
    @Nullable Side a,
    @Nullable Side b,
    @Nullable List<ConflictView> conflicts,
    @Nullable LeftOutEventView leftOut,
    @Nullable String reason) {

  /**
   * The person that one of the two identifiers leads to.
   *
   * @param profile null if no person has the identifier
   */
  @Schema(name = "IdentityExplanationSide")
  public record Side(@Nullable ProfileId profile) {}

  /**
   * An event that named both identifiers, and one of them did not count.
   *
   * @param identifier the identifier that did not count
   * @param reason why, as in {@code leftOut} of the event
   * @param limit the limit, if the reason is {@code limit}; null where it was not recorded
   * @param profile the person that the event belongs to
   * @param event the event id
   * @param at when the event happened
   */
  @Schema(name = "LeftOutAside")
  public record LeftOutEventView(
      IdentifierView identifier,
      String reason,
      @Nullable BrokenLimit limit,
      ProfileId profile,
      String event,
      Instant at) {
    static LeftOutEventView of(Explanation.LeftOutEvent event, Masking masking) {
      return new LeftOutEventView(
          IdentifierView.of(event.leftOut().identifier(), masking),
          event.leftOut().reason().wireName(),
          BrokenLimit.of(event.leftOut().limit()),
          event.profile(),
          event.stamp().cause(),
          event.stamp().time());
    }
  }

  static ExplanationView of(Explanation.OnePerson one, Masking masking) {
    return new ExplanationView(
        true,
        one.profile(),
        one.chain().stream().map(link -> LinkView.of(link, masking)).toList(),
        null,
        null,
        null,
        null,
        null);
  }

  static ExplanationView of(
      Explanation.NotOnePerson separate,
      @Nullable Reason obstacle,
      List<ConflictStore.Row> conflicts,
      PeopleLabels.Labels labels,
      Masking masking) {
    String reason = reason(separate, obstacle, conflicts);
    Explanation.LeftOutEvent event =
        reason.equals(separate.reason().wireName()) ? separate.leftOutEvent() : null;
    return new ExplanationView(
        false,
        null,
        null,
        new Side(separate.first()),
        new Side(separate.second()),
        conflicts.stream().map(row -> ConflictView.of(row, masking, labels)).toList(),
        event == null ? null : LeftOutEventView.of(event, masking),
        reason);
  }

  private static String reason(
      Explanation.NotOnePerson separate,
      @Nullable Reason obstacle,
      List<ConflictStore.Row> conflicts) {
    if (obstacle != null) {
      return obstacle.wireName();
    }
    // A decision of a user holds under any rules.
    boolean decided = separate.reason() == Explanation.Reason.KEPT_APART;
    return decided || conflicts.isEmpty() ? separate.reason().wireName() : "conflict";
  }
}
