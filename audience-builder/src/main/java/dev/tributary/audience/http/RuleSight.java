package dev.tributary.audience.http;

import dev.tributary.audience.definition.AudienceSpec;
import dev.tributary.audience.rule.Path;
import dev.tributary.audience.rule.Rule;
import dev.tributary.audience.rule.Rule.EventCondition;
import dev.tributary.audience.rule.Rule.TraitCondition;
import dev.tributary.audience.rule.RuleReader;
import dev.tributary.audience.rule.Tally;
import dev.tributary.audience.rule.ValueTest;
import dev.tributary.runtime.definitions.Stored;
import dev.tributary.runtime.http.Problem;
import dev.tributary.runtime.http.Problems;
import dev.tributary.runtime.tenancy.Sight;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a caller may be told of a rule's answers. Rules may name what their author cannot see; what
 * they answer then is told as {@link Sight} says. Confined to one request.
 */
final class RuleSight {
  private static final String REMEDY =
      "; ask somebody with the right personal-data:read, or leave the condition out";
  private static final Pattern PUNCTUATION = Pattern.compile("[_\\-\\s]");
  private static final Set<String> SINGLING_OUT =
      Set.of(
          "id",
          "email",
          "emailaddress",
          "phone",
          "phonenumber",
          "mobile",
          "userid",
          "anonymousid",
          "deviceid",
          "username",
          "iban",
          "ssn");

  private final Sight sight;
  private final Map<String, Rule> audiences = new HashMap<>();
  private final Map<String, Boolean> concealed = new HashMap<>();

  RuleSight(Sight sight, Collection<Stored<AudienceSpec>> stored) {
    this.sight = sight;
    stored.forEach(each -> audiences.put(each.id(), RuleReader.stored(each.spec().rule())));
  }

  /** Whether an audience rests on what the caller may not see; one that is gone does. */
  boolean concealsAudience(String audience) {
    Boolean known = concealed.get(audience);
    if (known == null) {
      // Audiences that would use one another are refused; one that did would conceal.
      concealed.put(audience, true);
      Rule rule = audiences.get(audience);
      known = rule == null || concealsRule(rule);
      concealed.put(audience, known);
    }
    return known;
  }

  /** Whether any condition of a rule asks for what the caller may not see. */
  boolean concealsRule(Rule rule) {
    return new Tally(rule).lines().stream().anyMatch(line -> conceals(line.rule()));
  }

  /** Of a condition; a group conceals nothing by itself. */
  boolean conceals(Rule condition) {
    return switch (condition) {
      case Rule.All _, Rule.Any _, Rule.None _ -> false;
      // Whether somebody has a trait at all is no secret: profiles show it masked.
      case TraitCondition(Path trait, ValueTest test) ->
          !existence(test) && sight.hides(trait.names());
      case EventCondition event ->
          event.where().stream()
              .anyMatch(
                  each -> !existence(each.test()) && sight.hidesProperty(each.property().names()));
      case Rule.AudienceCondition(String audience, boolean _) -> concealsAudience(audience);
    };
  }

  /**
   * Refuses conditions on a sensitive value, whoever asks.
   *
   * @throws Problem with the place of each
   */
  void refuseSensitive(Rule rule) {
    refuse(rule, false);
  }

  /**
   * Refuses those, and conditions that single somebody out by what the caller may not see.
   *
   * @throws Problem with the place of each
   */
  void refuseSinglingOut(Rule rule) {
    refuse(rule, true);
  }

  private void refuse(Rule rule, boolean singlingOut) {
    List<Problem.At> wrong = new ArrayList<>();
    for (Tally.Line line : new Tally(rule).lines()) {
      String place = "/rule" + line.pointer();
      switch (line.rule()) {
        case TraitCondition(Path trait, ValueTest test) ->
            check(wrong, place, trait, test, singlingOut && sight.hides(trait.names()));
        case EventCondition event -> {
          for (int i = 0; i < event.where().size(); i++) {
            Rule.PropertyCondition where = event.where().get(i);
            boolean hidden = sight.hidesProperty(where.property().names());
            check(
                wrong,
                place + "/where/" + i,
                where.property(),
                where.test(),
                singlingOut && hidden);
          }
        }
        case Rule.All _, Rule.Any _, Rule.None _, Rule.AudienceCondition _ -> {}
      }
    }
    if (!wrong.isEmpty()) {
      throw Problems.INVALID.problem(wrong.getFirst().detail(), wrong);
    }
  }

  private void check(
      List<Problem.At> wrong, String place, Path path, ValueTest test, boolean hidden) {
    if (existence(test)) {
      return;
    }
    if (path.names().stream().anyMatch(sight.classes()::isSensitive)) {
      wrong.add(
          new Problem.At(
              place,
              "%s is sensitive: a rule may only ask whether it is known (exists, unknown)"
                  .formatted(path.text())));
    } else if (hidden && singlesOut(path)) {
      wrong.add(
          new Problem.At(
              place,
              "%s names single people, and you may not see it".formatted(path.text()) + REMEDY));
    }
  }

  private static boolean existence(ValueTest test) {
    return switch (test) {
      case ValueTest.Known _, ValueTest.Unknown _ -> true;
      case ValueTest.Not(ValueTest positive) -> existence(positive);
      case ValueTest.OneOf _,
          ValueTest.TextHas _,
          ValueTest.NumberWithin _,
          ValueTest.DateIs _,
          ValueTest.DateBetween _,
          ValueTest.DateNear _,
          ValueTest.ListHas _ ->
          false;
    };
  }

  private static boolean singlesOut(Path path) {
    return path.names().stream()
        .map(name -> name.substring(name.lastIndexOf('.') + 1))
        .map(name -> PUNCTUATION.matcher(name.toLowerCase(Locale.ROOT)).replaceAll(""))
        .anyMatch(SINGLING_OUT::contains);
  }

  /**
   * Refuses to list who an audience holds where that would tell what its rule asks for.
   *
   * @throws Problem that says what would help
   */
  void refuseConcealed(String audience) {
    if (concealsAudience(audience)) {
      throw Problems.FORBIDDEN.problem(
          "The audience rests on traits that you may not see, so who is in it is not shown"
              + REMEDY.substring(0, REMEDY.lastIndexOf(',')));
    }
  }

  Sight sight() {
    return sight;
  }
}
