package dev.tributary.audience.http.visibility;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.audience.definition.AudienceSpec;
import dev.tributary.audience.definition.RulesInForce;
import dev.tributary.audience.http.AudienceProblems;
import dev.tributary.audience.rule.Path;
import dev.tributary.audience.rule.Rule;
import dev.tributary.audience.rule.Rule.EventCondition;
import dev.tributary.audience.rule.Rule.TraitCondition;
import dev.tributary.audience.rule.RuleDependencies;
import dev.tributary.audience.rule.Tally;
import dev.tributary.audience.rule.ValueTest;
import dev.tributary.audience.rule.reader.RuleReader;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.definitions.StoredDefinition;
import dev.tributary.runtime.problem.Problem;
import dev.tributary.runtime.problem.Problems;
import dev.tributary.runtime.tenancy.Visibility;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Decides what a caller may see of a rule's answers. A rule may name values that its author cannot
 * see; {@link Visibility} then limits the answers. Confined to one request.
 */
public final class RuleVisibility {
  private static final String REMEDY =
      "; ask a member with the right personal-data:read, or leave the condition out";
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

  /**
   * Sizes are recorded once a minute, so the first size by the newest rule is recorded later than
   * the rule is settled.
   */
  private static final Duration FIRST_SIZE = Duration.ofMinutes(2);

  private final Visibility visibility;
  private final Map<AudienceId, RulesInForce> inForce;
  private final Map<AudienceId, List<Rule>> audiences = new HashMap<>();
  private final Map<AudienceId, Rule> newest = new HashMap<>();
  private final Set<AudienceId> unreadable = new HashSet<>();
  private final Map<AudienceId, Boolean> concealed = new HashMap<>();

  /**
   * @param inForce by audience, the rules that memberships depend on now
   */
  public RuleVisibility(
      Visibility visibility,
      Collection<StoredDefinition<AudienceSpec>> stored,
      Map<AudienceId, RulesInForce> inForce) {
    this.visibility = visibility;
    this.inForce = inForce;
    stored.forEach(each -> add(new AudienceId(each.id()), each.spec().rule()));
  }

  private void add(AudienceId audience, JsonNode json) {
    RuleReader.find(json).ifPresent(rule -> newest.put(audience, rule));
    RulesInForce its = inForce.get(audience);
    List<Rule> rules = new ArrayList<>();
    Stream.concat(Stream.of(json), Stream.ofNullable(its).flatMap(each -> each.rules().stream()))
        .map(RuleReader::find)
        .forEach(rule -> rule.ifPresentOrElse(rules::add, () -> unreadable.add(audience)));
    audiences.put(audience, rules);
  }

  /**
   * Whether an audience depends on values that the caller may not see: through its newest rule, or
   * through a rule that still decides its members. A deleted audience counts as concealed, and so
   * does one whose rule cannot be read.
   */
  public boolean concealsAudience(AudienceId audience) {
    Boolean known = concealed.get(audience);
    if (known == null) {
      // Audiences that use one another are refused. If there is such a cycle nevertheless, it
      // conceals.
      concealed.put(audience, true);
      List<Rule> rules = audiences.get(audience);
      known =
          rules == null
              || unreadable.contains(audience)
              || rules.stream().anyMatch(this::concealsRule);
      concealed.put(audience, known);
    }
    return known;
  }

  /**
   * The time from which the caller may see sizes and changes of an audience that is not concealed.
   * Earlier values may depend on an earlier rule, of this audience or of one that it uses, that
   * asked for values that the caller may not see.
   */
  public Instant visibleFrom(AudienceId audience) {
    return visibility.personalData()
        ? Instant.EPOCH
        : settled(audience, new HashSet<>()).plus(FIRST_SIZE);
  }

  /** When a member entered, or the earliest time that the caller may see if that is later. */
  public Instant since(AudienceId audience, Instant entered) {
    Instant settled = settled(audience, new HashSet<>());
    return visibility.personalData() || entered.isAfter(settled) ? entered : settled;
  }

  private Instant settled(AudienceId audience, Set<AudienceId> seen) {
    RulesInForce its = inForce.get(audience);
    Instant latest = its == null ? Instant.EPOCH : its.settledAt();
    if (seen.add(audience)) {
      for (Rule rule : audiences.getOrDefault(audience, List.of())) {
        for (AudienceId used : RuleDependencies.of(rule).audiences()) {
          Instant ofUsed = settled(used, seen);
          latest = ofUsed.isAfter(latest) ? ofUsed : latest;
        }
      }
    }
    return latest;
  }

  /** Whether any condition of a rule asks for values that the caller may not see. */
  public boolean concealsRule(Rule rule) {
    return new Tally(rule).lines().stream().anyMatch(line -> conceals(line.rule()));
  }

  /**
   * Replaces each condition on a concealed audience by the rule of that audience, so that visible
   * and concealed conditions can be evaluated separately. As one condition, an audience could hide
   * one person among many members who meet conditions that every caller may see.
   *
   * @return empty if the rule would be too large
   */
  Optional<Rule> expanded(Rule rule) {
    return new AudienceExpansion(newest, this::concealsAudience).of(rule);
  }

  /** Whether a condition is concealed; a group itself conceals nothing. */
  boolean conceals(Rule condition) {
    return switch (condition) {
      case Rule.All _, Rule.Any _, Rule.None _ -> false;
      // Also if it only asks whether the value is known: a profile shows that of one person, and an
      // answer about a rule would show it of all people.
      case TraitCondition(Path trait, ValueTest _) -> visibility.hides(trait.names());
      case EventCondition event ->
          event.where().stream()
              .anyMatch(each -> visibility.hidesProperty(each.property().names()));
      // Profiles show the consent of a person to every caller.
      case Rule.ConsentCondition _ -> false;
      case Rule.AudienceCondition(AudienceId audience, boolean _) -> concealsAudience(audience);
    };
  }

  /**
   * Refuses conditions on a sensitive value, for every caller.
   *
   * @throws Problem with the place of each
   */
  public void refuseSensitive(Rule rule) {
    refuse(rule, false);
  }

  /**
   * Refuses these, and conditions that could single out a person by values that the caller may not
   * see.
   *
   * @throws Problem with the place of each
   */
  public void refuseSinglingOut(Rule rule) {
    refuse(rule, true);
  }

  private void refuse(Rule rule, boolean singlingOut) {
    List<Problem.At> wrong = new ArrayList<>();
    for (Tally.Line line : new Tally(rule).lines()) {
      String place = "/rule" + line.pointer();
      switch (line.rule()) {
        case TraitCondition(Path trait, ValueTest test) ->
            check(wrong, place, trait, test, singlingOut && visibility.hides(trait.names()));
        case EventCondition event -> {
          for (int i = 0; i < event.where().size(); i++) {
            Rule.PropertyCondition where = event.where().get(i);
            boolean hidden = visibility.hidesProperty(where.property().names());
            check(
                wrong,
                place + "/where/" + i,
                where.property(),
                where.test(),
                singlingOut && hidden);
          }
        }
        case Rule.All _,
            Rule.Any _,
            Rule.None _,
            Rule.ConsentCondition _,
            Rule.AudienceCondition _ -> {}
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
    if (path.names().stream().anyMatch(visibility.classes()::isSensitive)) {
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
      case ValueTest.Exists _, ValueTest.Unknown _ -> true;
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
   * Refuses to list the members of an audience if the list would reveal values that its rule asks
   * for.
   *
   * @throws Problem with a remedy, or that a later version wrote the rule
   */
  public void refuseConcealed(AudienceId audience) {
    if (unreadable.contains(audience)) {
      throw AudienceProblems.unreadable();
    }
    if (concealsAudience(audience)) {
      throw Problems.FORBIDDEN.problem(
          "The audience rests on traits that you may not see, so who is in it is not shown"
              + REMEDY.substring(0, REMEDY.lastIndexOf(',')));
    }
  }

  public Visibility ofValues() {
    return visibility;
  }
}
