package dev.tributary.audience.membership;

import dev.tributary.audience.rule.Answer;

/**
 * How a person stands to one generation of an audience.
 *
 * @param member whether the rule holds
 * @param published whether the last change that was told is an enter
 * @param sequence how many changes were told
 * @param since business time of the newest enter, or exit
 * @param dueAt when time alone may change the answer; {@link Answer#FOREVER} if never. It may be
 *     earlier than needed, never later
 */
public record Standing(
    long generation,
    String audience,
    boolean member,
    boolean published,
    long sequence,
    long since,
    long dueAt) {

  static Standing none(long generation, String audience) {
    return new Standing(generation, audience, false, false, 0, 0, Answer.FOREVER);
  }

  /** As the rule answers now. An armed instant that still lies ahead is kept: it costs no write. */
  Standing answered(Answer answer, long now) {
    boolean armedWellEnough = dueAt > now && dueAt <= answer.until();
    return new Standing(
        generation,
        audience,
        answer.holds(),
        published,
        sequence,
        answer.holds() == member ? since : now,
        armedWellEnough ? dueAt : answer.until());
  }

  /** With what was told of the generation before. */
  Standing following(Standing previous) {
    return new Standing(
        generation,
        audience,
        member,
        previous.published,
        previous.sequence,
        previous.published && member ? previous.since : since,
        dueAt);
  }

  Standing told() {
    return new Standing(generation, audience, member, member, sequence + 1, since, dueAt);
  }

  /** Of a person who is gone. */
  Standing ended(long now) {
    return new Standing(
        generation, audience, false, published, sequence, member ? now : since, Answer.FOREVER);
  }

  /** Whether it says more than no row would. */
  boolean worthKeeping() {
    return member || published || sequence > 0 || dueAt != Answer.FOREVER;
  }
}
