package dev.tributary.identity.resolution;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.event.SourceKind;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.SourceId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.ProfileRef;
import dev.tributary.identity.claim.Claim;
import dev.tributary.identity.claim.ClaimBuilder;
import dev.tributary.identity.claim.EventClaims;
import dev.tributary.identity.claim.IdentifierReader;
import dev.tributary.identity.claim.Origin;
import dev.tributary.identity.claim.Stamp;
import dev.tributary.identity.profile.Profile;
import dev.tributary.identity.profile.TraitPolicies;
import dev.tributary.identity.rules.IdentityRules;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** People in memory, whom one claim after another is applied to. */
final class ProfilesInMemory {
  static final String HERE = "wsp_1";
  private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

  private final IdentityRules rules;
  private final IdentifierReader reader;
  private final Map<ProfileRef, Profile> people = new HashMap<>();
  private final List<Decision> decisions = new ArrayList<>();
  private final Resolver resolver;
  private Instant now = START;
  private int created;

  ProfilesInMemory(IdentityRules rules) {
    this(rules, Cuts.NONE);
  }

  ProfilesInMemory(IdentityRules rules, Cuts cuts) {
    this.rules = rules;
    this.reader = new IdentifierReader(rules, 1, "NL");
    this.resolver =
        new Resolver(Map.of(), cuts, this::person, () -> new ProfileId("prf_" + ++created));
  }

  private Profile person(ProfileRef key) {
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
    return event(new WorkspaceId(HERE), named);
  }

  Decision event(WorkspaceId workspace, String named) {
    now = now.plusSeconds(1);
    return resolve(
        ClaimBuilder.builder()
            .workspace(workspace)
            .origin(new Origin.Source(new SourceId("src_web")))
            .stamp(new Stamp(now, cause()))
            .identifiers(identifiers(named))
            .leftOut(List.of())
            .traits(Map.of())
            .consent(Map.of())
            .subscriptions(Map.of())
            .group(null)
            .build());
  }

  /** What a tracker sends, read under the rules; empty if it names nobody. */
  Optional<Decision> sent(String named) {
    now = now.plusSeconds(1);
    return sent(named, now);
  }

  /**
   * @param named in any order and writing; {@code "user_id:b previous_id:a"} is an alias
   */
  Optional<Decision> sent(String named, Instant at) {
    Claim claim =
        EventClaims.of(
            Sent.event(new WorkspaceId(HERE), cause(), named, at), SourceKind.SERVER, reader);
    return claim.identifiers().isEmpty() ? Optional.empty() : Optional.of(resolve(claim));
  }

  /** Somebody says that whom these two lead to are one person. */
  Resolution byHand(String one, String other) {
    Resolution joined =
        resolver.join(
            new WorkspaceId(HERE),
            resolver.leadsTo(new WorkspaceId(HERE), identifier(one)),
            resolver.leadsTo(new WorkspaceId(HERE), identifier(other)));
    absorb(new WorkspaceId(HERE), joined);
    return joined;
  }

  private String cause() {
    return "evt_" + decisions.size();
  }

  private Decision resolve(Claim claim) {
    Decision decision = resolver.resolve(claim, rules);
    apply(decision);
    decisions.add(decision);
    return decision;
  }

  private void apply(Decision decision) {
    WorkspaceId workspace = decision.claim().workspace();
    ProfileRef key = new ProfileRef(workspace, decision.resolution().profile());
    Profile profile = people.computeIfAbsent(key, _ -> new Profile(workspace, key.profile()));
    absorb(workspace, decision.resolution());
    profile.apply(decision.claim(), TraitPolicies.LATEST);
  }

  private void absorb(WorkspaceId workspace, Resolution resolution) {
    if (resolution instanceof Resolution.Merge merge) {
      Profile survivor = person(new ProfileRef(workspace, merge.profile()));
      merge
          .losers()
          .forEach(loser -> survivor.absorb(people.remove(new ProfileRef(workspace, loser))));
    }
  }

  Resolver resolver() {
    return resolver;
  }

  /** Whether an identifier leads to somebody. */
  boolean knows(String named) {
    return resolver.leadsTo(new WorkspaceId(HERE), identifier(named)) != null;
  }

  Collection<Profile> profiles() {
    return people.values();
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
    return Arrays.stream(named.split(" ")).map(ProfilesInMemory::identifier).toList();
  }

  static Identifier identifier(String named) {
    int colon = named.indexOf(':');
    return new Identifier(named.substring(0, colon), named.substring(colon + 1));
  }
}
