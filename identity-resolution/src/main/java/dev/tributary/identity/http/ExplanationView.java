package dev.tributary.identity.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tributary.identity.claim.LeftOut.Reason;
import dev.tributary.identity.http.ProfileView.IdentifierView;
import dev.tributary.identity.postgres.ConflictReads;
import dev.tributary.identity.profile.Explanation;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Why two identifiers are one person, or why not. Which fields there are depends on {@code
 * samePerson}.
 *
 * @param profile whom both lead to
 * @param chain the shortest chain of evidence from a to b
 * @param a whom a leads to, where that is not whom b leads to
 * @param b likewise
 * @param conflicts what kept the two apart, newest first
 * @param leftOut the newest event known that named both, where {@code reason} is {@code left-out}
 *     or {@code linked}
 * @param reason {@code kept-apart}: somebody said that they are two people, whatever a rule says;
 *     {@code conflict}: events named both, and a rule kept them apart; {@code left-out}: an event
 *     named both, and one of its identifiers did not count; {@code linked}: likewise, and the
 *     strategy keeps the two apart, connected; {@code no-evidence}: nothing has named both; {@code
 *     blocked}, {@code invalid} or {@code unknown-type}: one of the values names nobody; {@code
 *     unknown-identifier}: nobody has it
 */
@Schema(name = "IdentityExplanation")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ExplanationView(
    boolean samePerson,
    @Nullable String profile,
    @Nullable List<LinkView> chain,
    @Nullable Side a,
    @Nullable Side b,
    @Nullable List<ConflictView> conflicts,
    @Nullable AsideView leftOut,
    @Nullable String reason) {

  /**
   * @param profile null if nobody has the identifier
   */
  @Schema(name = "IdentityExplanationSide")
  public record Side(@Nullable String profile) {}

  /**
   * @param identifier what did not count
   * @param reason why, as in {@code leftOut} of the event
   * @param limit of {@code limit}, which one; null where that was not recorded
   * @param profile whose event it is
   * @param at when it happened
   */
  @Schema(name = "LeftOutAside")
  public record AsideView(
      IdentifierView identifier,
      String reason,
      @Nullable BrokenLimit limit,
      String profile,
      String event,
      Instant at) {
    static AsideView of(Explanation.Aside aside, Masking masking) {
      return new AsideView(
          IdentifierView.of(aside.leftOut().identifier(), masking),
          aside.leftOut().reason().wireName(),
          BrokenLimit.of(aside.leftOut().limit()),
          aside.profile(),
          aside.stamp().cause(),
          aside.stamp().time());
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
      Explanation.NotOnePerson apart,
      @Nullable Reason obstacle,
      List<ConflictReads.Row> conflicts,
      Masking masking) {
    String reason = reason(apart, obstacle, conflicts);
    Explanation.Aside aside = reason.equals(apart.reason().wireName()) ? apart.aside() : null;
    return new ExplanationView(
        false,
        null,
        null,
        new Side(apart.first()),
        new Side(apart.second()),
        conflicts.stream().map(row -> ConflictView.of(row, masking)).toList(),
        aside == null ? null : AsideView.of(aside, masking),
        reason);
  }

  private static String reason(
      Explanation.NotOnePerson apart,
      @Nullable Reason obstacle,
      List<ConflictReads.Row> conflicts) {
    if (obstacle != null) {
      return obstacle.wireName();
    }
    // What somebody decided holds under any rules.
    boolean decided = apart.reason() == Explanation.Reason.KEPT_APART;
    return decided || conflicts.isEmpty() ? apart.reason().wireName() : "conflict";
  }
}
