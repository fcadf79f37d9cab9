package dev.tributary.audience.membership;

import dev.tributary.audience.rule.Answer;
import dev.tributary.contracts.id.AudienceId;

/**
 * The membership state of a person for one generation of an audience.
 *
 * @param member whether the rule holds
 * @param published whether the change that was published last is an enter
 * @param sequence how many changes were published
 * @param since business time of the newest enter, or exit
 * @param dueAt when time alone may change the answer; {@link Answer#FOREVER} if never. It may be
 *     earlier than needed, never later
 */
public record MembershipState(
    long generation,
    AudienceId audience,
    boolean member,
    boolean published,
    long sequence,
    long since,
    long dueAt) {

  static MembershipState none(long generation, AudienceId audience) {
    return new MembershipState(generation, audience, false, false, 0, 0, Answer.FOREVER);
  }

  /**
   * With the current answer of the rule. A due instant in the future is kept if it is early enough:
   * this saves a write.
   */
  MembershipState answered(Answer answer, long now) {
    boolean armedWellEnough = dueAt > now && dueAt <= answer.until();
    return new MembershipState(
        generation,
        audience,
        answer.holds(),
        published,
        sequence,
        answer.holds() == member ? since : now,
        armedWellEnough ? dueAt : answer.until());
  }

  /** With the published changes of the generation before. */
  MembershipState following(MembershipState previous) {
    return new MembershipState(
        generation,
        audience,
        member,
        previous.published,
        previous.sequence,
        previous.published && member ? previous.since : since,
        dueAt);
  }

  MembershipState withPublication() {
    return new MembershipState(generation, audience, member, member, sequence + 1, since, dueAt);
  }

  /** For a person who is gone. */
  MembershipState ended(long now) {
    return new MembershipState(
        generation, audience, false, published, sequence, member ? now : since, Answer.FOREVER);
  }

  /** Whether the state differs from the default, which needs no row. */
  boolean worthKeeping() {
    return member || published || sequence > 0 || dueAt != Answer.FOREVER;
  }
}
