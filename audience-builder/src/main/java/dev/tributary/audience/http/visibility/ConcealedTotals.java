package dev.tributary.audience.http.visibility;

import dev.tributary.audience.membership.PersonFacts;
import dev.tributary.audience.rule.ConcealedCount;
import dev.tributary.audience.rule.DeclaredTypes;
import dev.tributary.audience.rule.Rule;
import dev.tributary.audience.rule.RuleDependencies;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.tenancy.Approximate;
import dev.tributary.runtime.tenancy.CountNoise;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Counts approximately for how many people rules hold that ask for values that the caller may not
 * see. All such numbers, in previews and as sizes, are counted here. Confined to one thread.
 */
public final class ConcealedTotals {
  private final WorkspaceId workspace;
  private final ZoneId zone;
  private final CountNoise noise;
  private final Map<Rule, Question> questions = new HashMap<>();

  /**
   * @param rule the rule after each condition on a concealed audience is replaced by the audience's
   *     rule
   */
  private record Question(Rule rule, ConcealedCount count) {}

  /**
   * @param types as which the rules read values
   */
  public ConcealedTotals(
      Collection<Rule> rules,
      DeclaredTypes types,
      RuleVisibility visibility,
      WorkspaceId workspace,
      ZoneId zone,
      CountNoise noise) {
    this.workspace = workspace;
    this.zone = zone;
    this.noise = noise;
    for (Rule rule : rules) {
      visibility
          .expanded(rule)
          .map(types::in)
          .ifPresent(expanded ->
              questions.put(
                  rule,
                  new Question(expanded, new ConcealedCount(expanded, visibility::conceals))));
    }
  }

  /** The facts that are needed about the counted people. */
  public RuleDependencies dependencies() {
    List<RuleDependencies> all =
        questions.values().stream().map(question -> RuleDependencies.of(question.rule())).toList();
    Set<AudienceId> audiences = new HashSet<>();
    all.forEach(each -> audiences.addAll(each.audiences()));
    return new RuleDependencies(
        Set.of(), Set.of(), RuleDependencies.events(all), Set.copyOf(audiences), false);
  }

  public void add(PersonFacts known) {
    questions.values().forEach(question -> question.count().add(known.facts(), zone, known.now()));
  }

  /**
   * The number for one of the rules. Each part is rounded separately, so that a known part cannot
   * move the other one over a rounding step.
   */
  public Approximate of(Rule rule) {
    Question question = questions.get(rule);
    if (question == null) {
      return Approximate.NOTHING;
    }
    ConcealedCount.Counted counted = question.count().count();
    Approximate concealed =
        noise.of(counted.concealed(), workspace.value(), "preview", question.rule().toString());
    return Approximate.of(counted.certain() + concealed.number());
  }
}
