package dev.tributary.identity.resolution;

import dev.tributary.contracts.Identifier;
import dev.tributary.identity.claim.Claim;
import dev.tributary.identity.claim.Origin;
import dev.tributary.identity.claim.Stamp;
import dev.tributary.identity.profile.Profile;
import dev.tributary.identity.profile.TraitPolicies;
import dev.tributary.identity.rules.IdentityRules;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** People in memory, whom one claim after another is applied to. */
final class World {
  static final String HERE = "wsp_1";
  private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

  private final IdentityRules rules;
  private final Map<ProfileKey, Profile> people = new HashMap<>();
  private final List<Decision> decisions = new ArrayList<>();
  private final Resolver resolver;
  private Instant now = START;
  private int created;

  World(IdentityRules rules) {
    this(rules, Cuts.NONE);
  }

  World(IdentityRules rules, Cuts cuts) {
    this.rules = rules;
    this.resolver = new Resolver(Map.of(), cuts, this::person, () -> "prf_" + ++created);
  }

  private Profile person(ProfileKey key) {
    Profile found = people.get(key);
    if (found == null) {
      throw new AssertionError("Nobody is " + key);
    }
    return found;
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  /**
   * @param named {@code "user_id:a email:x"}, strongest first
   */
  Decision event(String named) {
    return event(HERE, named);
  }

  Decision event(String workspace, String named) {
    return claim(workspace, new Origin.Source("src_web"), named);
  }

  /** Somebody says that whom these two lead to are one person. */
  Resolution byHand(String one, String other) {
    Resolution joined =
        resolver.join(
            HERE,
            resolver.leadsTo(HERE, identifier(one)),
            resolver.leadsTo(HERE, identifier(other)));
    absorb(HERE, joined);
    return joined;
  }

  private Decision claim(String workspace, Origin origin, String named) {
    now = now.plusSeconds(1);
    Claim claim =
        new Claim(
            workspace,
            origin,
            new Stamp(now, "evt_" + decisions.size()),
            identifiers(named),
            List.of(),
            Map.of(),
            Map.of(),
            Map.of(),
            null);
    Decision decision = resolver.resolve(claim, rules);
    apply(decision);
    decisions.add(decision);
    return decision;
  }

  private void apply(Decision decision) {
    String workspace = decision.claim().workspace();
    ProfileKey key = new ProfileKey(workspace, decision.resolution().profile());
    Profile profile = people.computeIfAbsent(key, _ -> new Profile(workspace, key.profile()));
    absorb(workspace, decision.resolution());
    profile.apply(decision.claim(), TraitPolicies.LATEST);
  }

  private void absorb(String workspace, Resolution resolution) {
    if (resolution instanceof Resolution.Merge merge) {
      Profile survivor = person(new ProfileKey(workspace, merge.profile()));
      merge
          .losers()
          .forEach(loser -> survivor.absorb(people.remove(new ProfileKey(workspace, loser))));
    }
  }

  Resolver resolver() {
    return resolver;
  }

  /** The people, each as their identifiers in one text. */
  Set<String> people() {
    Set<String> all = new TreeSet<>();
    people
        .values()
        .forEach(person ->
            all.add(
                person.identifiers().stream()
                    .map(each -> each.type() + ":" + each.value())
                    .collect(Collectors.joining(" "))));
    return all;
  }

  static List<Identifier> identifiers(String named) {
    return Arrays.stream(named.split(" ")).map(World::identifier).toList();
  }

  static Identifier identifier(String named) {
    int colon = named.indexOf(':');
    return new Identifier(named.substring(0, colon), named.substring(colon + 1));
  }
}
