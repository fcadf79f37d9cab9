package dev.tributary.identity.profile;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.profile.ConsentState;
import dev.tributary.contracts.profile.ProfileState;
import dev.tributary.contracts.profile.SubscriptionState;
import dev.tributary.identity.claim.Answer;
import dev.tributary.identity.claim.Claim;
import dev.tributary.identity.claim.Origin;
import dev.tributary.identity.claim.Stamp;
import dev.tributary.identity.profile.Traits.Speaker;
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
 * A person while claims are applied to them. Every part keeps the newest by time, so the same
 * claims in another order give the same person. Confined to one transaction, which holds the
 * person's lock.
 */
public final class Profile {
  /** That a person is seen again is worth a version so rarely; in between their events tell it. */
  private static final Duration SEEN_AGAIN = Duration.ofDays(1);

  private final String workspace;
  private final String id;
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

  /** By the identifier that named them, when they were last seen as the newest version has it. */
  private final Map<Identifier, Instant> lastTold = new TreeMap<>();

  private int merges;
  private boolean learned;

  /** The newest group call. */
  public record Group(String groupId, Stamp stamp) {}

  /** When somebody was seen, by one of their identifiers. */
  public record Seen(Instant first, Instant last) {
    /** From the earlier first to the later last of the two. */
    public Seen with(Seen other) {
      return new Seen(earlier(first, other.first), last.isAfter(other.last) ? last : other.last);
    }
  }

  /** A person whom nobody has seen yet. */
  public Profile(String workspace, String id) {
    this(workspace, id, 0);
  }

  public Profile(String workspace, String id, long version) {
    this.workspace = workspace;
    this.id = id;
    this.version = version;
  }

  public String workspace() {
    return workspace;
  }

  public String id() {
    return id;
  }

  public long version() {
    return version;
  }

  public SortedSet<Identifier> identifiers() {
    return since.navigableKeySet();
  }

  /** The identifiers, and when what showed each of them first happened. */
  public SortedMap<Identifier, Instant> since() {
    return since;
  }

  /** How many others were taken in, by them too. */
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

  /** The newest group call of each identifier that one was made by. */
  public Map<Identifier, Group> groups() {
    return groups;
  }

  /** By the identifier that named them. */
  public Map<Identifier, Seen> seen() {
    return seen;
  }

  public Instant firstSeen() {
    return firstSeen;
  }

  public Instant lastSeen() {
    return lastSeen;
  }

  /** Sets what a stored profile holds beside its parts. */
  public void restore(int earlierMerges) {
    merges = earlierMerges;
    seen.values()
        .forEach(each -> {
          firstSeen = earlier(firstSeen, each.first());
          lastSeen = each.last().isAfter(lastSeen) ? each.last() : lastSeen;
        });
    tell();
  }

  private void seen(Identifier anchor, Seen when) {
    Seen before = seen.get(anchor);
    learned |=
        before == null
            || when.first().isBefore(before.first())
            || when.last().isAfter(lastTold.getOrDefault(anchor, Instant.EPOCH).plus(SEEN_AGAIN));
    seen.merge(anchor, when, Seen::with);
    firstSeen = earlier(firstSeen, when.first());
    lastSeen = when.last().isAfter(lastSeen) ? when.last() : lastSeen;
  }

  private void tell() {
    seen.forEach((anchor, when) -> lastTold.put(anchor, when.last()));
  }

  private void joined(Identifier anchor, Group group) {
    Group before = groups.get(anchor);
    if (before == null || group.stamp().after(before.stamp())) {
      groups.put(anchor, group);
      learned = true;
    }
  }

  /**
   * Takes a claim in. A row's claim replaces what the row said before.
   *
   * @param policies of the workspace
   * @return whether it says anything that was not known: then this is the next version
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
    Speaker speaker = new Speaker(claim.origin(), anchor);
    claim
        .traits()
        .forEach((trait, value) -> {
          if (policies.of(trait).kind() == TraitPolicy.Kind.FIRST) {
            learned |= traits.putFirst(trait, speaker, value);
          }
          learned |= traits.put(trait, speaker, value);
        });
    answer(claim, anchor);
    if (claim.group() != null) {
      joined(anchor, new Group(claim.group(), claim.stamp()));
    }
    if (!(claim.origin() instanceof Origin.Manual)) {
      seen(anchor, new Seen(claim.stamp().time(), claim.stamp().time()));
    }
    // What a dispute comes to depends on evidence, which may have changed beside the claim.
    boolean next = learned || disputed();
    if (next) {
      version++;
      tell();
      learned = false;
    }
    return next;
  }

  /** Under which of the person's identifiers a claim is kept. */
  public Identifier anchor(Claim claim) {
    return claim.identifiers().isEmpty() ? spokesman() : claim.identifiers().getFirst();
  }

  /** Who speaks where the profile itself is named: a user's id before all others. */
  public Identifier spokesman() {
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

  /** The next version, because what decides about their traits has changed. */
  public void redecide() {
    version++;
  }

  /** Takes back what a row gave, as the next version; what it showed of identifiers stays. */
  public void withdraw(Origin.Row row) {
    version++;
    traits.withdraw(row);
  }

  /** Takes another person in. The version grows with the claim that joined the two. */
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
   * Gives these identifiers to somebody new, with everything that was learned by them. Both are at
   * their next version then. Whoever was taken in before goes with their identifiers.
   *
   * @param leaving some of the identifiers, not all
   * @param newId of whom they are from now on
   * @param taken how many of those taken in before go along
   */
  public Profile separate(Set<Identifier> leaving, String newId, int taken) {
    Profile other = new Profile(workspace, newId, 1);
    since.forEach((identifier, when) -> {
      if (leaving.contains(identifier)) {
        other.since.put(identifier, when);
      }
    });
    since.keySet().removeAll(leaving);
    traits.moveTo(other.traits, leaving::contains);
    consent.moveTo(other.consent, leaving::contains, spokesman(), other.spokesman());
    subscriptions.moveTo(other.subscriptions, leaving::contains, spokesman(), other.spokesman());
    move(leaving, groups, other.groups);
    move(leaving, seen, other.seen);
    version++;
    other.begin(Math.max(0, taken - 1));
    begin(Math.max(0, merges - taken));
    return other;
  }

  private void begin(int earlierMerges) {
    if (seen.isEmpty()) {
      // Nothing was ever said by these identifiers; they were only named beside others.
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
   * Whether an identifier names the person and not only a device, whoever showed it. What browser
   * keys grant does not count then.
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

  /** Forgets answers that were replaced for good; needed only where {@link #disputed}. */
  public void settle(Collection<Edge> edges) {
    consent.settle(edges);
    subscriptions.settle(edges);
  }

  /**
   * @param edges the evidence between the person's identifiers; may be empty unless {@link
   *     #disputed}
   * @param policies by which the traits are decided
   */
  public ProfileState state(Collection<Edge> edges, TraitPolicies policies) {
    Group group = lastGroup();
    return new ProfileState(
        workspace,
        id,
        version,
        List.copyOf(identifiers()),
        traits.values(policies),
        consent.states(identified(), edges),
        subscriptions.states(identified(), edges),
        group == null ? null : group.groupId(),
        firstSeen,
        lastSeen);
  }
}
