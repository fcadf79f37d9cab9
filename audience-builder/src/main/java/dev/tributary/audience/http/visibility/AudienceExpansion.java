package dev.tributary.audience.http.visibility;

import dev.tributary.audience.rule.Rule;
import dev.tributary.contracts.id.AudienceId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Replaces conditions that name audiences by the rules of these audiences. Confined to one thread
 * and one rule.
 */
final class AudienceExpansion {
  private static final int MOST_NODES = 1_000;
  private static final Rule NOBODY = new Rule.Any(List.of());

  private final Map<AudienceId, Rule> rules;
  private final Predicate<AudienceId> which;
  private int left = MOST_NODES;

  /**
   * @param rules of audiences; an audience without a rule has no members
   * @param which audiences are replaced by their rules
   */
  AudienceExpansion(Map<AudienceId, Rule> rules, Predicate<AudienceId> which) {
    this.rules = rules;
    this.which = which;
  }

  /** Empty if the result would have more than {@value #MOST_NODES} nodes. */
  Optional<Rule> of(Rule rule) {
    Rule expanded = expand(rule, Set.of());
    return left < 0 ? Optional.empty() : Optional.of(expanded);
  }

  /**
   * @param inside the audiences whose rules contain this one: they are not expanded again
   */
  private Rule expand(Rule rule, Set<AudienceId> inside) {
    if (--left < 0) {
      return NOBODY;
    }
    return switch (rule) {
      case Rule.All(List<Rule> nodes) -> new Rule.All(expand(nodes, inside));
      case Rule.Any(List<Rule> nodes) -> new Rule.Any(expand(nodes, inside));
      case Rule.None(List<Rule> nodes) -> new Rule.None(expand(nodes, inside));
      case Rule.AudienceCondition(AudienceId audience, boolean in) when which.test(audience) -> {
        Rule members = members(audience, inside);
        yield in ? members : new Rule.None(List.of(members));
      }
      case Rule.TraitCondition _,
          Rule.EventCondition _,
          Rule.ConsentCondition _,
          Rule.AudienceCondition _ ->
          rule;
    };
  }

  private Rule members(AudienceId audience, Set<AudienceId> inside) {
    Rule rule = rules.get(audience);
    if (rule == null || inside.contains(audience)) {
      return NOBODY;
    }
    Set<AudienceId> further = new HashSet<>(inside);
    further.add(audience);
    return expand(rule, further);
  }

  private List<Rule> expand(List<Rule> nodes, Set<AudienceId> inside) {
    return nodes.stream().map(node -> expand(node, inside)).toList();
  }
}
