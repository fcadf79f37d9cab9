package dev.tributary.audience.http.visibility;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.audience.definition.AudienceSpec;
import dev.tributary.audience.postgres.PeopleSnapshot;
import dev.tributary.audience.rule.DeclaredTypes;
import dev.tributary.audience.rule.Rule;
import dev.tributary.audience.rule.reader.RuleReader;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.definitions.StoredDefinition;
import dev.tributary.runtime.config.TributaryConfig;
import dev.tributary.runtime.definition.WorkspaceTypes;
import dev.tributary.runtime.problem.ErrorCode;
import dev.tributary.runtime.problem.Problem;
import dev.tributary.runtime.problem.Problems;
import dev.tributary.runtime.query.AnswerCache;
import dev.tributary.runtime.query.CallerDeadline;
import dev.tributary.runtime.query.ConcurrencyLimit;
import dev.tributary.runtime.tenancy.Approximate;
import dev.tributary.runtime.tenancy.CountNoise;
import dev.tributary.runtime.tenancy.Tenant;
import dev.tributary.runtime.tenancy.Visibility;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Approximate sizes of audiences that depend on values that the caller may not see. The stored size
 * of an audience changes with each single person, so it is not used: people are counted as in a
 * preview of the newest rule. Thread-safe.
 */
public final class ConcealedSizes {
  private static final Set<ErrorCode> NOT_NOW =
      Set.of(Problems.UNAVAILABLE, Problems.QUERY_TOO_LONG);

  private final PeopleSnapshot people;
  private final WorkspaceTypes<DeclaredTypes> types;
  private final CountNoise noise;
  private final AnswerCache<Question, Map<AudienceId, Approximate>> answers;

  public ConcealedSizes(
      PeopleSnapshot people,
      WorkspaceTypes<DeclaredTypes> types,
      CountNoise noise,
      Clock clock,
      TributaryConfig config,
      CallerDeadline deadline) {
    this.people = people;
    this.types = types;
    this.noise = noise;
    this.answers =
        new AnswerCache<>(
            clock,
            new ConcurrencyLimit(
                "Others are counting audiences; try again", config.questionsAtOnce(), deadline));
  }

  /** Callers with the same visibility and the same rules get the same answer. */
  private record Question(
      Map<AudienceId, JsonNode> rules, DeclaredTypes types, Visibility visibility) {}

  /**
   * The sizes by audience, without audiences whose exact size the caller may see. {@link
   * Approximate#NOTHING} if a count is not possible now.
   */
  public Map<AudienceId, Approximate> of(
      Tenant tenant,
      RuleVisibility visibility,
      Collection<StoredDefinition<AudienceSpec>> audiences,
      Instant beforeFirstTick) {
    Map<AudienceId, JsonNode> rules = new TreeMap<>();
    for (StoredDefinition<AudienceSpec> each : audiences) {
      AudienceId audience = new AudienceId(each.id());
      if (visibility.concealsAudience(audience)) {
        rules.put(audience, each.spec().rule());
      }
    }
    if (rules.isEmpty()) {
      return Map.of();
    }
    DeclaredTypes declared = types.of(tenant.workspaceId());
    try {
      return answers.answer(
          tenant.workspaceId(),
          new Question(rules, declared, visibility.ofValues()),
          () -> count(tenant, visibility, rules, declared, beforeFirstTick));
    } catch (Problem problem) {
      if (!NOT_NOW.contains(problem.code())) {
        throw problem;
      }
      Map<AudienceId, Approximate> nothing = new HashMap<>();
      rules.keySet().forEach(audience -> nothing.put(audience, Approximate.NOTHING));
      return nothing;
    }
  }

  private Map<AudienceId, Approximate> count(
      Tenant tenant,
      RuleVisibility visibility,
      Map<AudienceId, JsonNode> rules,
      DeclaredTypes declared,
      Instant beforeFirstTick) {
    Map<AudienceId, Rule> read = new HashMap<>();
    rules.forEach(
        (audience, json) -> RuleReader.find(json).ifPresent(rule -> read.put(audience, rule)));
    ConcealedTotals totals =
        new ConcealedTotals(
            List.copyOf(read.values()),
            declared,
            visibility,
            tenant.workspaceId(),
            tenant.workspace().zone(),
            noise);
    people.everyone(
        tenant.workspaceId(),
        totals.dependencies(),
        beforeFirstTick,
        known -> {
          totals.add(known);
          return false;
        });
    Map<AudienceId, Approximate> sizes = new HashMap<>();
    for (AudienceId audience : rules.keySet()) {
      Rule rule = read.get(audience);
      sizes.put(audience, rule == null ? Approximate.NOTHING : totals.of(rule));
    }
    return sizes;
  }
}
