package dev.tributary.identity.profile;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.profile.ConsentState;
import dev.tributary.contracts.profile.ProfileState;
import dev.tributary.contracts.profile.SubscriptionState;
import dev.tributary.identity.claim.Claim;
import dev.tributary.identity.claim.Origin;
import dev.tributary.identity.claim.Stamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A person while claims are applied to them. Every part keeps the newest by time, so the same
 * claims in another order give the same person. Confined to one transaction, which holds the row's
 * lock.
 */
public final class Profile {
  /** That a person is seen again is worth a version so rarely; in between their events tell it. */
  private static final Duration SEEN_AGAIN = Duration.ofDays(1);

  private final String workspace;
  private final String id;
  private long version;
  private final NavigableMap<Identifier, Instant> since = new TreeMap<>();
  private final Traits traits = new Traits();
  private final Answers<ConsentState> consent = new Answers<>(ConsentState::stricter);
  private final Answers<SubscriptionState> subscriptions =
      new Answers<>(SubscriptionState::stricter);
  private @Nullable Group lastGroup;
  private Instant firstSeen = Instant.MAX;
  private Instant lastSeen = Instant.MIN;
  private Instant lastSeenTold = Instant.MIN;
  private int merges;
  private boolean learned;

  /** The newest group call. */
  public record Group(String groupId, Stamp stamp) {}

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
    return lastGroup;
  }

  public Instant firstSeen() {
    return firstSeen;
  }

  public Instant lastSeen() {
    return lastSeen;
  }

  /** Sets what a stored profile holds beside its parts. */
  public void restore(@Nullable Group newestGroup, Instant first, Instant last, int earlierMerges) {
    lastGroup = newestGroup;
    merges = earlierMerges;
    firstSeen = first;
    lastSeen = last;
    lastSeenTold = last;
  }

  private void seen(Instant first, Instant last) {
    learned |= first.isBefore(firstSeen) || last.isAfter(lastSeenTold.plus(SEEN_AGAIN));
    firstSeen = first.isBefore(firstSeen) ? first : firstSeen;
    lastSeen = last.isAfter(lastSeen) ? last : lastSeen;
  }

  private void joined(@Nullable Group group) {
    if (group != null && (lastGroup == null || group.stamp().after(lastGroup.stamp()))) {
      lastGroup = group;
      learned = true;
    }
  }

  /**
   * Takes a claim in. A row's claim replaces what the row said before.
   *
   * @return whether it says anything that was not known: then this is the next version
   */
  public boolean apply(Claim claim) {
    for (Identifier identifier : claim.identifiers()) {
      learned |= since.putIfAbsent(identifier, claim.stamp().time()) == null;
    }
    if (claim.origin() instanceof Origin.Row) {
      traits.withdraw(claim.origin());
      learned = true;
    }
    claim.traits().forEach((trait, value) -> learned |= traits.put(trait, claim.origin(), value));
    answer(claim);
    if (claim.group() != null) {
      joined(new Group(claim.group(), claim.stamp()));
    }
    if (!(claim.origin() instanceof Origin.Manual)) {
      seen(claim.stamp().time(), claim.stamp().time());
    }
    // What a dispute comes to depends on evidence, which may have changed beside the claim.
    boolean next = learned || disputed();
    if (next) {
      version++;
      lastSeenTold = lastSeen;
      learned = false;
    }
    return next;
  }

  private void answer(Claim claim) {
    learned |= !claim.consent().isEmpty() || !claim.subscriptions().isEmpty();
    if (claim.identifiers().isEmpty()) {
      Identifier any = since.firstKey();
      claim.consent().forEach((purpose, answer) -> consent.putForAll(purpose, any, answer));
      claim
          .subscriptions()
          .forEach((channel, answer) -> subscriptions.putForAll(channel, any, answer));
      return;
    }
    Identifier anchor = claim.identifiers().getFirst();
    claim.consent().forEach((purpose, answer) -> consent.put(purpose, anchor, answer));
    claim.subscriptions().forEach((channel, answer) -> subscriptions.put(channel, anchor, answer));
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
    joined(other.lastGroup);
    seen(other.firstSeen, other.lastSeen);
    learned = true;
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  public int traitCount() {
    return traits.size();
  }

  /** Whether {@link #state} needs the person's evidence. */
  public boolean disputed() {
    return consent.disputed() || subscriptions.disputed();
  }

  /** Forgets answers that were replaced for good; needed only where {@link #disputed}. */
  public void settle(Collection<Edge> edges) {
    consent.settle(edges);
    subscriptions.settle(edges);
  }

  /**
   * @param edges the evidence between the person's identifiers; may be empty unless {@link
   *     #disputed}
   */
  public ProfileState state(Collection<Edge> edges) {
    Group group = lastGroup;
    return new ProfileState(
        workspace,
        id,
        version,
        List.copyOf(identifiers()),
        traits.values(),
        consent.states(edges),
        subscriptions.states(edges),
        group == null ? null : group.groupId(),
        firstSeen,
        lastSeen);
  }
}
