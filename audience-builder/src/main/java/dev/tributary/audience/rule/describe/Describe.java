package dev.tributary.audience.rule.describe;

import dev.tributary.audience.rule.ConsentAnswer;
import dev.tributary.audience.rule.Count;
import dev.tributary.audience.rule.Path;
import dev.tributary.audience.rule.Rule;
import dev.tributary.audience.rule.Rule.EventKind;
import dev.tributary.audience.rule.Rule.PropertyCondition;
import dev.tributary.audience.rule.Span;
import dev.tributary.audience.rule.ValueTest;
import dev.tributary.audience.rule.Window;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.value.Moment;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Describes a rule in plain words. Pure. */
public final class Describe {
  private final Function<AudienceId, String> audienceNames;

  /**
   * @param audienceNames the name of the audience with that id
   */
  public Describe(Function<AudienceId, String> audienceNames) {
    this.audienceNames = audienceNames;
  }

  /** One sentence about everyone in the audience. */
  public String sentence(Rule rule) {
    return "People " + clause(rule) + ".";
  }

  /** A clause about a person: begins with who, whose or for whom. */
  String clause(Rule rule) {
    return switch (rule) {
      case Rule.All(List<Rule> nodes) -> join(nodes, "and");
      case Rule.Any(List<Rule> nodes) -> join(nodes, "or");
      case Rule.None(List<Rule> nodes) -> "who are none of those " + join(nodes, "or");
      case Rule.TraitCondition(Path trait, ValueTest test) ->
          "whose %s %s".formatted(name(trait), DescribeValue.words(test));
      case Rule.EventCondition condition -> event(condition);
      case Rule.ConsentCondition(String purpose, ConsentAnswer state) -> consent(purpose, state);
      case Rule.AudienceCondition(AudienceId audience, boolean in) ->
          "who are %s %s".formatted(in ? "in" : "not in", audienceNames.apply(audience));
    };
  }

  /** The words of a node itself: of a group, without its nodes. */
  public String own(Rule rule) {
    return switch (rule) {
      case Rule.All _ -> "all of";
      case Rule.Any _ -> "any of";
      case Rule.None _ -> "none of";
      case Rule.TraitCondition _,
          Rule.EventCondition _,
          Rule.ConsentCondition _,
          Rule.AudienceCondition _ ->
          clause(rule);
    };
  }

  private String join(List<Rule> nodes, String word) {
    List<String> clauses = nodes.stream().map(this::nested).toList();
    if (clauses.size() < 3) {
      return String.join(" " + word + " ", clauses);
    }
    return String.join(", ", clauses.subList(0, clauses.size() - 1))
        + ", "
        + word
        + " "
        + clauses.getLast();
  }

  /** Brackets mark a group within a group. */
  private String nested(Rule rule) {
    return switch (rule) {
      case Rule.All(List<Rule> nodes) when nodes.size() > 1 -> "(" + clause(rule) + ")";
      case Rule.Any(List<Rule> nodes) when nodes.size() > 1 -> "(" + clause(rule) + ")";
      case Rule.None(List<Rule> nodes) when nodes.size() > 1 -> "(" + clause(rule) + ")";
      case Rule.All _,
          Rule.Any _,
          Rule.None _,
          Rule.TraitCondition _,
          Rule.EventCondition _,
          Rule.ConsentCondition _,
          Rule.AudienceCondition _ ->
          clause(rule);
    };
  }

  private static String consent(String purpose, ConsentAnswer state) {
    return "whose consent for %s is %s".formatted(purpose, state.wireName());
  }

  private static String event(Rule.EventCondition condition) {
    String where =
        condition.where().stream().map(Describe::property).collect(Collectors.joining(" and "));
    return "who %s %s%s%s"
        .formatted(
            done(condition.count(), what(condition.event())),
            times(condition.count()),
            window(condition.window()),
            where.isEmpty() ? "" : " where " + where)
        .replaceAll(" {2,}", " ")
        .strip();
  }

  private static String property(PropertyCondition condition) {
    return name(condition.property()) + " " + DescribeValue.words(condition.test());
  }

  private static String done(Count count, String what) {
    boolean never = !count.accepts(1) && count.accepts(0);
    return (never ? "have not " : "have ") + what;
  }

  private static String what(EventKind event) {
    String name = event.name() == null ? "" : " " + event.name();
    return switch (event.call()) {
      case TRACK -> "done" + name;
      case PAGE -> event.name() == null ? "seen a page" : "seen the page" + name;
      case SCREEN -> event.name() == null ? "seen a screen" : "seen the screen" + name;
      case GROUP -> "joined a group";
      case ALIAS -> "been given another id";
    };
  }

  private static String times(Count count) {
    return switch (count) {
      case Count.AtLeast(int number) -> number == 1 ? "" : "at least " + times(number);
      case Count.AtMost(int number) -> number == 0 ? "" : "at most " + times(number);
      case Count.Exactly(int number) -> number == 0 ? "" : "exactly " + times(number);
    };
  }

  private static String times(int number) {
    return number == 1 ? "once" : number == 2 ? "twice" : number + " times";
  }

  private static String window(Window window) {
    return switch (window) {
      case Window.Ever() -> "";
      case Window.Rolling(Span length) -> " in the last " + DescribeValue.span(length);
      case Window.Fixed(Moment from, Moment to) ->
          (from == null ? "" : " from " + DescribeValue.moment(from))
              + (to == null
                  ? ""
                  : (to instanceof Moment.Day ? " through " : " before ")
                      + DescribeValue.moment(to));
    };
  }

  private static String name(Path path) {
    return HumanName.of(path.text());
  }
}
