package dev.tributary.identity.http.rules;

import dev.tributary.identity.http.trait.PolicyBinding;
import dev.tributary.identity.http.trait.TraitPolicyResource;
import dev.tributary.identity.profile.TraitPolicies;
import dev.tributary.identity.profile.TraitPolicy;
import dev.tributary.identity.rules.IdentityRules;
import dev.tributary.runtime.problem.Problem;
import dev.tributary.runtime.problem.Problems;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Checks a requested configuration as a whole and reports every mistake with its place. */
final class ConfigurationBinding {
  private static final int MOST_POLICIES = 1_000;
  private static final int LONGEST_TRAIT = 500;

  private final List<Problem.At> errors = new ArrayList<>();

  private ConfigurationBinding() {}

  record Bound(IdentityRules rules, TraitPolicies policies) {}

  /**
   * @throws Problem 422 with every mistake
   */
  static Bound bind(@Nullable ConfigurationBody body) {
    ConfigurationBinding binding = new ConfigurationBinding();
    Bound bound =
        new Bound(
            binding.rules(body == null ? null : body.rules()),
            binding.policies(body == null ? null : body.policies()));
    if (!binding.errors.isEmpty()) {
      throw Problems.INVALID.problem("The configuration is not valid", binding.errors);
    }
    return bound;
  }

  private IdentityRules rules(@Nullable RulesRequest rules) {
    if (rules == null) {
      errors.add(new Problem.At("/rules", "It must be there: what is absent would be taken back"));
      return IdentityRules.DEFAULT;
    }
    IdentityRules bound = at("/rules", () -> RulesBinding.bind(rules));
    return bound == null ? IdentityRules.DEFAULT : bound;
  }

  /** The policies without those that equal the default. */
  private TraitPolicies policies(@Nullable Map<String, TraitPolicyResource.Policy> policies) {
    Map<String, TraitPolicy> byTrait = new HashMap<>();
    if (policies == null) {
      errors.add(
          new Problem.At("/policies", "It must be there, {} for none: what is absent is reset"));
    } else if (policies.size() > MOST_POLICIES) {
      errors.add(new Problem.At("/policies", "At most %d policies".formatted(MOST_POLICIES)));
    } else {
      policies.forEach((trait, policy) -> {
        String place = "/policies/" + trait.replace("~", "~0").replace("/", "~1");
        if (trait.isBlank() || trait.length() > LONGEST_TRAIT) {
          errors.add(new Problem.At(place, "A trait has a name"));
        }
        TraitPolicy bound = at(place, () -> PolicyBinding.bind(policy));
        if (bound != null && !bound.equals(TraitPolicy.LATEST)) {
          byTrait.put(trait, bound);
        }
      });
    }
    return new TraitPolicies(byTrait);
  }

  private <T> @Nullable T at(String place, Supplier<T> bind) {
    try {
      return bind.get();
    } catch (Problem problem) {
      problem
          .errors()
          .forEach(error -> errors.add(new Problem.At(place + error.pointer(), error.detail())));
      return null;
    }
  }
}
