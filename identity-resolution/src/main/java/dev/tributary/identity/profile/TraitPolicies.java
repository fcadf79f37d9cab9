package dev.tributary.identity.profile;

import java.util.Map;

/** The policies of a workspace's traits. Immutable. */
public record TraitPolicies(Map<String, TraitPolicy> byTrait) {
  /** The latest value of every trait wins. */
  public static final TraitPolicies LATEST = new TraitPolicies(Map.of());

  public TraitPolicies {
    byTrait = Map.copyOf(byTrait);
  }

  public TraitPolicy of(String trait) {
    return byTrait.getOrDefault(trait, TraitPolicy.LATEST);
  }
}
