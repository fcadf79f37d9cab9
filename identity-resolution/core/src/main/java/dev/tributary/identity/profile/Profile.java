package dev.tributary.identity.profile;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.ConsentState;
import dev.tributary.contracts.profile.ProfileState;
import dev.tributary.contracts.profile.ProfileStateBuilder;
import dev.tributary.contracts.profile.SubscriptionState;
import dev.tributary.identity.claim.Answer;
import dev.tributary.identity.claim.Claim;
import dev.tributary.identity.claim.Origin;
import dev.tributary.identity.claim.Stamp;
import dev.tributary.identity.profile.Traits.AnchoredOrigin;
import dev.tributary.identity.rules.IdentityRules;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The profile of a person, to which claims are applied. Every part keeps the newest value by time,
 * so the same claims in another order give the same profile. Confined to one transaction, which
 * holds the lock of the person.
 */
public final class Profile {
  /**
   * A new time of the last event gives a new version at most this often; in between, only the
   * events show it.
   */
  private static final Duration SEEN_AGAIN = Duration.ofDays(1);

  private final WorkspaceId workspace;
  private final ProfileId id;
  private long version;
  private final NavigableMap<Identifier, Instant> since = new TreeMap<>();
  private final Traits traits = new Traits();
  private final Answers<ConsentState> consent = new Answers<>(ConsentState.DENIED);
  private final Answers<SubscriptionState> subscriptions =
      new Answers<>(SubscriptionState.UNSUBSCRIBED);
  private final Map<Identifier, Group> groups = new TreeMap<>();
  private final Map<Identifier, Seen> seen = new TreeMap<>();
  private Instant firstSeen = Instant.MAX;
  private Instant lastSeen = Instant.MIN;

  /** The time of the last event of each identifier, as in the newest version. */
  private final Map<Identifier, Instant> lastSeenInVersion = new TreeMap<>();

  private int merges;
  private boolean learned;

  /** The newest group call. */
  public record Group(String groupId, Stamp stamp) {}

  /** When a person was seen first and last, by one identifier. */
  public record Seen(Instant first, Instant last) {
    /** From the earlier first to the later last of the two. */
    public Seen with(Seen other) {
      return new Seen(earlier(first, other.first), last.isAfter(other.last) ? last : other.last);
    }
  }

  /** A person without any claim yet. */
  public Profile(WorkspaceId workspace, ProfileId id) {
    this(workspace, id, 0);
  }

  public Profile(WorkspaceId workspace, ProfileId id, long version) {
    this.workspace = workspace;
    this.id = id;
    this.version = version;
  }

  public WorkspaceId workspace() {
    return workspace;
  }

  public ProfileId id() {
    return id;
  }

  public long version() {
    return version;
  }

  public SortedSet<Identifier> identifiers() {
    return since.navigableKeySet();
  }

  /** The identifiers, each with the time of the first input that has it. */
  public SortedMap<Identifier, Instant> since() {
    return since;
  }

  /** How many other profiles were merged into this one, directly or through others. */
  public int merges() {
    return merges;
  }

  public Traits traits() {
    return traits;
  }

  public Answers<ConsentState> consent() {
    return consent;
  }

  public Answers<SubscriptionState> subscriptions() {
    return subscriptions;
  }

  public @Nullable Group lastGroup() {
    return groups.values().stream().max(Comparator.comparing(Group::stamp)).orElse(null);
  }

  /** The newest group call of each identifier that has made one. */
  public Map<Identifier, Group> groups() {
    return groups;
  }

  /** When the person was seen, by identifier. */
  public Map<Identifier, Seen> seen() {
    return seen;
  }

  public Instant firstSeen() {
    return firstSeen;
  }

  public Instant lastSeen() {
    return lastSeen;
  }

  /** The same profile in an object of its own; changes of one do not reach the other. */
  public Profile copy() {
    Profile copy = new Profile(workspace, id, version);
    copy.since.putAll(since);
    copy.traits.putAll(traits);
    copy.consent.putAll(consent);
    copy.subscriptions.putAll(subscriptions);
    copy.groups.putAll(groups);
    copy.seen.putAll(seen);
    copy.restore(merges);
    return copy;
  }

  /** Restores the state of a stored profile that is not in its parts. */
  public void restore(int earlierMerges) {
    merges = earlierMerges;
    seen.values()
        .forEach(each -> {
          firstSeen = earlier(firstSeen, each.first());
          lastSeen = each.last().isAfter(lastSeen) ? each.last() : lastSeen;
        });
    rememberSeen();
  }

  private void seen(Identifier anchor, Seen when) {
    Seen before = seen.get(anchor);
    learned |=
        before == null
            || when.first().isBefore(before.first())
            || when.last()
                .isAfter(lastSeenInVersion.getOrDefault(anchor, Instant.EPOCH).plus(SEEN_AGAIN));
    seen.merge(anchor, when, Seen::with);
    firstSeen = earlier(firstSeen, when.first());
    lastSeen = when.last().isAfter(lastSeen) ? when.last() : lastSeen;
  }

  private void rememberSeen() {
    seen.forEach((anchor, when) -> lastSeenInVersion.put(anchor, when.last()));
  }

  private void joined(Identifier anchor, Group group) {
    Group before = groups.get(anchor);
    if (before == null || group.stamp().after(before.stamp())) {
      groups.put(anchor, group);
      learned = true;
    }
  }

  /**
   * Applies a claim. A claim of a row replaces the row's earlier claim.
   *
   * @param policies of the workspace
   * @return whether the claim contains anything new: then this is the next version
   */
  public boolean apply(Claim claim, TraitPolicies policies) {
    for (Identifier identifier : claim.identifiers()) {
      learned |= since.putIfAbsent(identifier, claim.stamp().time()) == null;
    }
    Identifier anchor = anchor(claim);
    if (claim.origin() instanceof Origin.Row) {
      traits.withdraw(claim.origin());
      learned = true;
    }
    AnchoredOrigin from = new AnchoredOrigin(claim.origin(), anchor);
    claim
        .traits()
        .forEach((trait, value) -> {
          if (policies.of(trait).kind() == TraitPolicy.Kind.FIRST) {
            learned |= traits.putFirst(trait, from, value);
          }
          learned |= traits.put(trait, from, value);
        });
    if (claim.origin() instanceof Origin.CorrectedIdentifier) {
      // A claim of a replay may name only the identifier that was replaced.
      traits.dropCorrections(identifiers());
    }
    answer(claim, anchor);
    if (claim.group() != null) {
      joined(anchor, new Group(claim.group(), claim.stamp()));
    }
    if (!claim.origin().byHand()) {
      seen(anchor, new Seen(claim.stamp().time(), claim.stamp().time()));
    }
    // The result of a dispute depends on evidence, which may have changed with the same input.
    boolean next = learned || disputed();
    if (next) {
      version++;
      rememberSeen();
      learned = false;
    }
    return next;
  }

  /** The identifier of the person under which a claim is kept. */
  public Identifier anchor(Claim claim) {
    return claim.identifiers().isEmpty() ? defaultAnchor() : claim.identifiers().getFirst();
  }

  /** The identifier for claims that name the profile itself: a user id if there is one. */
  public Identifier defaultAnchor() {
    return since.navigableKeySet().stream()
        .filter(identifier -> identifier.type().equals(Identifier.USER_ID))
        .findFirst()
        .orElseGet(since::firstKey);
  }

  private void answer(Claim claim, Identifier anchor) {
    learned |= !claim.consent().isEmpty() || !claim.subscriptions().isEmpty();
    boolean whole = claim.identifiers().isEmpty();
    claim.consent().forEach((purpose, answer) -> put(consent, purpose, anchor, answer, whole));
    claim
        .subscriptions()
        .forEach((channel, answer) -> put(subscriptions, channel, anchor, answer, whole));
  }

  private static <S> void put(
      Answers<S> answers, String name, Identifier anchor, Answer<S> answer, boolean whole) {
    if (whole) {
      answers.putForAll(name, anchor, answer);
    } else {
      answers.put(name, anchor, answer);
    }
  }

  /** Begins the next version, because the trait policies have changed. */
  public void redecide() {
    version++;
  }

  /** Removes the traits of a row, as the next version. The identifiers of the row stay. */
  public void withdraw(Origin.Row row) {
    version++;
    traits.withdraw(row);
  }

  /** Merges another profile into this one. The version grows with the claim that joined the two. */
  public void absorb(Profile other) {
    other.since.forEach((identifier, seen) -> since.merge(identifier, seen, Profile::earlier));
    merges += other.merges + 1;
    traits.putAll(other.traits);
    consent.putAll(other.consent);
    subscriptions.putAll(other.subscriptions);
    other.groups.forEach(this::joined);
    other.seen.forEach(this::seen);
    learned = true;
  }

  /**
   * Moves these identifiers to a new person, with everything that was learned by them. Then both
   * are at their next version. A profile that was merged before goes with its identifiers. The
   * correction of an identifier ends if the wrong and the right one are now of two people: neither
   * of them gets the right identifier of the other.
   *
   * @param leaving some of the identifiers, not all
   * @param newId the id of the new person
   * @param taken how many of the profiles that were merged before go with the identifiers
   */
  public Profile separate(Set<Identifier> leaving, ProfileId newId, int taken) {
    Profile other = new Profile(workspace, newId, 1);
    since.forEach((identifier, when) -> {
      if (leaving.contains(identifier)) {
        other.since.put(identifier, when);
      }
    });
    since.keySet().removeAll(leaving);
    traits.moveTo(other.traits, leaving::contains);
    consent.moveTo(other.consent, leaving::contains, defaultAnchor(), other.defaultAnchor());
    subscriptions.moveTo(
        other.subscriptions, leaving::contains, defaultAnchor(), other.defaultAnchor());
    move(leaving, groups, other.groups);
    move(leaving, seen, other.seen);
    traits.dropCorrections(identifiers());
    other.traits.dropCorrections(other.identifiers());
    version++;
    other.begin(Math.max(0, taken - 1));
    begin(Math.max(0, merges - taken));
    return other;
  }

  private void begin(int earlierMerges) {
    if (seen.isEmpty()) {
      // No claim was made by these identifiers. Claims only named them beside others.
      since.forEach((identifier, when) -> seen.put(identifier, new Seen(when, when)));
    }
    firstSeen = Instant.MAX;
    lastSeen = Instant.MIN;
    restore(earlierMerges);
  }

  private static <V> void move(
      Set<Identifier> leaving, Map<Identifier, V> from, Map<Identifier, V> to) {
    leaving.forEach(identifier -> {
      V value = from.remove(identifier);
      if (value != null) {
        to.put(identifier, value);
      }
    });
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  public int traitCount() {
    return traits.size();
  }

  /** Whether {@link #state} needs the person's evidence. */
  public boolean disputed() {
    return consent.disputed(identified()) || subscriptions.disputed(identified());
  }

  /**
   * Whether an identifier names the person and not only a device, whatever its origin is. Grants of
   * browser keys do not count then.
   */
  public boolean identified() {
    return since.keySet().stream().anyMatch(identifier -> !IdentityRules.device(identifier.type()));
  }

  /** The answer that holds for each purpose. The evidence is that of {@link #state}. */
  public Map<String, Answer<ConsentState>> currentConsent(Collection<Edge> edges) {
    return consent.current(identified(), edges);
  }

  /** The answer that holds for each channel. The evidence is that of {@link #state}. */
  public Map<String, Answer<SubscriptionState>> currentSubscriptions(Collection<Edge> edges) {
    return subscriptions.current(identified(), edges);
  }

  /**
   * Moves answers that were replaced for good out of the way; needed only where {@link #disputed}.
   */
  public void settle(Collection<Edge> edges) {
    consent.settle(edges);
    subscriptions.settle(edges);
  }

  /**
   * @param edges the evidence between the person's identifiers; may be empty unless {@link
   *     #disputed}
   * @param policies which decide the traits
   */
  public ProfileState state(Collection<Edge> edges, TraitPolicies policies) {
    Group group = lastGroup();
    return ProfileStateBuilder.builder()
        .workspace(workspace)
        .profile(id)
        .version(version)
        .identifiers(List.copyOf(identifiers()))
        .traits(traits.values(policies))
        .consent(consent.states(identified(), edges))
        .subscriptions(subscriptions.states(identified(), edges))
        .lastGroup(group == null ? null : group.groupId())
        .firstSeen(firstSeen)
        .lastSeen(lastSeen)
        .build();
  }
}
