package dev.tributary.audience.rule;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Counts for how many people a rule holds, if some of its conditions ask for values that the caller
 * may not see (concealed conditions). There are two counts: people for whom the rule holds whatever
 * the concealed conditions answer, and people for whom it holds because of them. So a caller cannot
 * add visible people to the count in order to find out about concealed ones.
 *
 * <p>A concealed condition is not evaluated if the outcome of fewer than {@link #CROWD} people can
 * depend on it, or if it holds (or fails) for fewer than that many of them. It then has the answer
 * that it has for the others. So no count reveals what is true of fewer people than that. Confined
 * to one thread.
 */
public final class ConcealedCount {
  /** The smallest number of people in which a single person is hidden. */
  public static final int CROWD = 20;

  private static final byte FALSE = 0;
  private static final byte TRUE = 1;
  private static final byte OPEN = 2;

  private final Rule rule;
  private final List<Rule> conditions = new ArrayList<>();
  private final List<Integer> concealed = new ArrayList<>();

  /** How many people have the same answers to all conditions. */
  private final Map<BitSet, Long> alike = new HashMap<>();

  /**
   * @param conceals of a condition that is no group: whether it asks for values that the caller may
   *     not see
   */
  public ConcealedCount(Rule rule, Predicate<Rule> conceals) {
    this.rule = rule;
    collect(rule);
    for (int i = 0; i < conditions.size(); i++) {
      if (conceals.test(conditions.get(i))) {
        concealed.add(i);
      }
    }
  }

  /**
   * @param certain for how many people the rule holds whatever the concealed conditions answer
   * @param concealed for how many people it holds because of concealed conditions
   */
  public record Counted(long certain, long concealed) {}

  private void collect(Rule node) {
    switch (node) {
      case Rule.All(List<Rule> nodes) -> nodes.forEach(this::collect);
      case Rule.Any(List<Rule> nodes) -> nodes.forEach(this::collect);
      case Rule.None(List<Rule> nodes) -> nodes.forEach(this::collect);
      case Rule.TraitCondition _,
          Rule.EventCondition _,
          Rule.ConsentCondition _,
          Rule.AudienceCondition _ ->
          conditions.add(node);
    }
  }

  public void add(Facts facts, ZoneId zone, long now) {
    Evaluate evaluate = new Evaluate(facts, zone, now);
    BitSet answers = new BitSet(conditions.size());
    for (int i = 0; i < conditions.size(); i++) {
      answers.set(i, evaluate.answer(conditions.get(i)).holds());
    }
    alike.merge(answers, 1L, Long::sum);
  }

  public Counted count() {
    byte[] settled = settled();
    long certain = 0;
    long byConcealed = 0;
    for (Map.Entry<BitSet, Long> each : alike.entrySet()) {
      byte[] answers = answers(each.getKey(), settled);
      byte known = outcome(answers);
      if (known == TRUE) {
        certain += each.getValue();
      } else if (known == OPEN) {
        for (int i = 0; i < answers.length; i++) {
          answers[i] = answers[i] == OPEN ? bit(each.getKey(), i) : answers[i];
        }
        byConcealed += outcome(answers) == TRUE ? each.getValue() : 0;
      }
    }
    return new Counted(certain, byConcealed);
  }

  /**
   * The fixed answers of concealed conditions that may not be evaluated, and {@link #OPEN} for
   * those that may. A fixed answer may leave fewer people to another condition, so this is repeated
   * until no further one is fixed.
   */
  private byte[] settled() {
    byte[] settled = new byte[conditions.size()];
    Arrays.fill(settled, OPEN);
    boolean more = true;
    while (more) {
      more = false;
      for (int condition : concealed) {
        if (settled[condition] == OPEN) {
          settled[condition] = settle(condition, settled);
          more |= settled[condition] != OPEN;
        }
      }
    }
    return settled;
  }

  private byte settle(int condition, byte[] settled) {
    long holds = 0;
    long fails = 0;
    for (Map.Entry<BitSet, Long> each : alike.entrySet()) {
      byte[] answers = answers(each.getKey(), settled);
      answers[condition] = TRUE;
      byte with = outcome(answers);
      answers[condition] = FALSE;
      if (with != outcome(answers)) {
        if (each.getKey().get(condition)) {
          holds += each.getValue();
        } else {
          fails += each.getValue();
        }
      }
    }
    if (holds < CROWD) {
      return FALSE;
    }
    return fails < CROWD ? TRUE : OPEN;
  }

  /** The known answers; concealed conditions are open, unless their answer is fixed. */
  private byte[] answers(BitSet real, byte[] settled) {
    byte[] answers = new byte[conditions.size()];
    for (int i = 0; i < answers.length; i++) {
      answers[i] = bit(real, i);
    }
    for (int condition : concealed) {
      answers[condition] = settled[condition];
    }
    return answers;
  }

  private static byte bit(BitSet answers, int condition) {
    return answers.get(condition) ? TRUE : FALSE;
  }

  private byte outcome(byte[] answers) {
    return new Reading(answers).of(rule);
  }

  /**
   * Evaluates a rule in three-valued logic; it consumes the answers in the order of the conditions.
   */
  private static final class Reading {
    private final byte[] answers;
    private int position;

    Reading(byte[] answers) {
      this.answers = answers;
    }

    byte of(Rule node) {
      return switch (node) {
        case Rule.All(List<Rule> nodes) -> not(any(nodes, true));
        case Rule.Any(List<Rule> nodes) -> any(nodes, false);
        case Rule.None(List<Rule> nodes) -> not(any(nodes, false));
        case Rule.TraitCondition _,
            Rule.EventCondition _,
            Rule.ConsentCondition _,
            Rule.AudienceCondition _ ->
            answers[position++];
      };
    }

    /**
     * Evaluates every node, without a shortcut; otherwise the nodes after it would take the wrong
     * answers.
     */
    private byte any(List<Rule> nodes, boolean negated) {
      byte found = FALSE;
      for (Rule node : nodes) {
        byte each = negated ? not(of(node)) : of(node);
        if (each == TRUE || found == TRUE) {
          found = TRUE;
        } else if (each == OPEN) {
          found = OPEN;
        }
      }
      return found;
    }

    private static byte not(byte answer) {
      return answer == OPEN ? OPEN : answer == TRUE ? FALSE : TRUE;
    }
  }
}
