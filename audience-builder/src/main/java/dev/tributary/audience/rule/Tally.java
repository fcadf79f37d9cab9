package dev.tributary.audience.rule;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * Counts for how many people each condition holds; one person after the other. Confined to one
 * thread.
 */
public final class Tally {
  private final Rule rule;
  private final List<Line> lines = new ArrayList<>();
  private int position;

  /**
   * The figures of one condition.
   *
   * @param pointer its place in the rule (RFC 6901)
   * @param matching for how many people it holds by itself
   * @param running in a group, how many people are left after it (all, none), or reached with it
   *     (any)
   */
  public static final class Line {
    private final String pointer;
    private final Rule rule;
    private long matching;
    private long running;

    private Line(String pointer, Rule rule) {
      this.pointer = pointer;
      this.rule = rule;
    }

    public String pointer() {
      return pointer;
    }

    public Rule rule() {
      return rule;
    }

    public long matching() {
      return matching;
    }

    public long running() {
      return running;
    }
  }

  public Tally(Rule rule) {
    this.rule = rule;
    prepare(rule, "");
  }

  private void prepare(Rule node, String pointer) {
    lines.add(new Line(pointer, node));
    switch (node) {
      case Rule.All(List<Rule> nodes) -> prepare(nodes, pointer + "/all/");
      case Rule.Any(List<Rule> nodes) -> prepare(nodes, pointer + "/any/");
      case Rule.None(List<Rule> nodes) -> prepare(nodes, pointer + "/none/");
      case Rule.TraitCondition _,
          Rule.EventCondition _,
          Rule.ConsentCondition _,
          Rule.AudienceCondition _ -> {}
    }
  }

  private void prepare(List<Rule> nodes, String pointer) {
    for (int i = 0; i < nodes.size(); i++) {
      prepare(nodes.get(i), pointer + i);
    }
  }

  /** Counts a person; true if the whole rule holds. */
  public boolean add(Facts facts, ZoneId zone, long now) {
    position = 0;
    boolean holds = add(rule, new Evaluate(facts, zone, now));
    if (holds) {
      lines.getFirst().running++;
    }
    return holds;
  }

  private boolean add(Rule node, Evaluate evaluate) {
    Line line = lines.get(position++);
    boolean holds =
        switch (node) {
          case Rule.All(List<Rule> nodes) -> group(nodes, true, evaluate);
          case Rule.Any(List<Rule> nodes) -> !group(nodes, false, evaluate);
          case Rule.None(List<Rule> nodes) -> none(nodes, evaluate);
          case Rule.TraitCondition _,
              Rule.EventCondition _,
              Rule.ConsentCondition _,
              Rule.AudienceCondition _ ->
              evaluate.answer(node).holds();
        };
    if (holds) {
      line.matching++;
    }
    return holds;
  }

  /**
   * Whether every node has the expected answer. With {@code true} a line's running figure counts
   * the people who are left after it, with {@code false} the people who were reached up to it.
   */
  private boolean group(List<Rule> nodes, boolean expected, Evaluate evaluate) {
    boolean all = true;
    for (Rule node : nodes) {
      Line line = lines.get(position);
      all &= add(node, evaluate) == expected;
      if (all == expected) {
        line.running++;
      }
    }
    return all;
  }

  private boolean none(List<Rule> nodes, Evaluate evaluate) {
    boolean left = true;
    for (Rule node : nodes) {
      Line line = lines.get(position);
      left &= !add(node, evaluate);
      if (left) {
        line.running++;
      }
    }
    return left;
  }

  /** In the order of the rule, a group before its nodes. */
  public List<Line> lines() {
    return List.copyOf(lines);
  }
}
