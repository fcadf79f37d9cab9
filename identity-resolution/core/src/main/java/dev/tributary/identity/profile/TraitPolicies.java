package dev.tributary.identity.profile;

import dev.tributary.contracts.definition.DeclaredType;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The policies of a workspace's traits. Immutable.
 *
 * @param types the declared types of traits that have a policy, where a type is declared
 */
public record TraitPolicies(Map<String, TraitPolicy> byTrait, Map<String, DeclaredType> types) {
  /** The latest value of every trait wins. */
  public static final TraitPolicies LATEST = new TraitPolicies(Map.of());

  public TraitPolicies {
    byTrait = Map.copyOf(byTrait);
    types = Map.copyOf(types);
  }

  /** Policies that compare values as they were sent. */
  public TraitPolicies(Map<String, TraitPolicy> byTrait) {
    this(byTrait, Map.of());
  }

  public TraitPolicy of(String trait) {
    return byTrait.getOrDefault(trait, TraitPolicy.LATEST);
  }

  /** The type as which the values of a trait are compared; null compares them as they were sent. */
  public @Nullable DeclaredType typeOf(String trait) {
    return types.get(trait);
  }
}
