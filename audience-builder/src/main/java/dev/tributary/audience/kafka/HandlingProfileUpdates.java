package dev.tributary.audience.kafka;

import dev.tributary.audience.catalogue.Catalogue;
import dev.tributary.audience.catalogue.Generation;
import dev.tributary.audience.catalogue.WorkspaceRules;
import dev.tributary.audience.membership.DecisionTask;
import dev.tributary.audience.membership.PendingUnmerge;
import dev.tributary.audience.membership.Person;
import dev.tributary.audience.membership.PersonData;
import dev.tributary.audience.postgres.EventFacts;
import dev.tributary.audience.postgres.MissedDecisions;
import dev.tributary.audience.postgres.MissedDecisions.Missed;
import dev.tributary.audience.postgres.PersonStore;
import dev.tributary.audience.postgres.Rechecks;
import dev.tributary.audience.postgres.catalogue.TraitSightings;
import dev.tributary.contracts.UnknownMessage;
import dev.tributary.contracts.event.Tick;
import dev.tributary.contracts.id.EventId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.membership.MembershipChange.Reason;
import dev.tributary.contracts.profile.AppliedEvent;
import dev.tributary.contracts.profile.ProfileRef;
import dev.tributary.contracts.profile.ProfileState;
import dev.tributary.runtime.replica.PostgresProfileReplica;
import dev.tributary.runtime.replica.ProfileReplica;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Stores the profile updates of a poll, and determines the decisions that they require. The state
 * with the highest version is kept. Events are added once by their id, in any order of arrival.
 */
final class HandlingProfileUpdates {
  private final PersonStore persons = new PersonStore();
  private final EventFacts facts = new EventFacts();
  private final Rechecks rechecks = new Rechecks();
  private final MissedDecisions missedDecisions = new MissedDecisions();
  private final HandlingUnmerges separating = new HandlingUnmerges();
  private final TraitSightings sightings = new TraitSightings();

  /**
   * @param clocks the newest tick before these messages, by partition
   */
  List<DecisionTask> handle(
      Connection tx,
      Catalogue catalogue,
      Map<ProfileId, ProfileUpdate> updates,
      Map<Integer, Tick> clocks)
      throws SQLException {
    if (updates.isEmpty()) {
      return List.of();
    }
    Map<EventId, ProfileId> moved = addFacts(tx, updates.values());
    ProfileReplica replica = new PostgresProfileReplica(tx);
    replica.merge(updates.values().stream().flatMap(each -> each.merges().stream()).toList());
    List<PendingUnmerge> complete = separating.handle(tx, updates.values());
    Set<ProfileId> unmerged =
        complete.stream().map(PendingUnmerge::from).collect(Collectors.toSet());
    Map<ProfileRef, ProfileId> survivors =
        replica.survivors(updates.values().stream().map(ProfileUpdate::ref).toList());
    Map<ProfileId, Person> known = persons.find(tx, updates.keySet());
    List<DecisionTask> tasks = new ArrayList<>();
    List<Person> changed = new ArrayList<>();
    List<Person> evaluated = new ArrayList<>();
    List<Missed> missed = new ArrayList<>();
    Map<String, Rechecks.Recheck> again = new TreeMap<>();
    SeenTraits seen = new SeenTraits();
    for (ProfileUpdate each : updates.values()) {
      Person before = known.get(each.profile());
      long now = now(each, before, clocks.get(each.cause().partition().partition()));
      Person after = after(each, before, now);
      seen.add(each, data(before).traits(), after.traits(), now);
      ProfileId root = survivors.getOrDefault(each.ref(), each.profile());
      if (!root.equals(each.profile())) {
        recheck(each.workspace(), root, now, again);
      }
      for (AppliedEvent event : each.events()) {
        ProfileId owner = moved.get(event.eventId());
        if (owner != null) {
          recheck(each.workspace(), owner, now, again);
        }
      }
      complete.stream()
          .filter(unmerge -> unmerge.from().equals(each.profile()))
          .forEach(unmerge -> recheck(each.workspace(), unmerge.profile(), now, again));
      if (before == null && each.concernsOnlyOthers()) {
        continue;
      }
      Optional<DecisionTask> task =
          task(catalogue, each, before, after, root, unmerged.contains(each.profile()), now);
      task.ifPresent(tasks::add);
      if (isMissed(catalogue, after, root, task)) {
        missed.add(new Missed(after.part(), after.workspace(), after.profile(), now));
      }
      if (before == null || before.version() != after.version() || before.gone() != after.gone()) {
        changed.add(after);
      } else if (before.evaluatedAt() != now) {
        evaluated.add(after);
      }
    }
    persons.put(tx, changed);
    persons.evaluated(tx, evaluated);
    rechecks.add(tx, again.values());
    missedDecisions.add(tx, missed);
    sightings.add(tx, seen.sorted());
    return tasks;
  }

  /** Returns, by event, its profile, if an unmerge named the event before it arrived. */
  private Map<EventId, ProfileId> addFacts(Connection tx, Collection<ProfileUpdate> updates)
      throws SQLException {
    SortedMap<String, EventFacts.Fact> added = new TreeMap<>();
    for (ProfileUpdate each : updates) {
      for (AppliedEvent event : each.events()) {
        ProfileUpdate.kind(event)
            .ifPresent(kind ->
                added.putIfAbsent(
                    event.eventId().value(),
                    new EventFacts.Fact(
                        event.eventId(),
                        each.workspace(),
                        each.profile(),
                        kind,
                        event.timestamp().toEpochMilli(),
                        event.fields())));
      }
    }
    return facts.add(tx, added.values());
  }

  /**
   * Business time: the time of the partition, but not before the input was accepted, and never
   * back.
   */
  private static long now(ProfileUpdate update, @Nullable Person before, @Nullable Tick clock) {
    long now = update.receivedAt();
    if (clock != null) {
      now = Math.max(now, clock.businessTime(update.workspace()).toEpochMilli());
    }
    if (before != null) {
      now = Math.max(now, before.evaluatedAt());
    }
    return Math.max(now, 0);
  }

  private static Person after(ProfileUpdate update, @Nullable Person before, long now) {
    ProfileState newest = update.newest();
    long version = before == null ? 0 : before.version();
    PersonData data = data(before);
    boolean gone = before != null && before.gone();
    if (newest != null && newest.version() > version) {
      version = newest.version();
      data = new PersonData(newest.traits(), newest.consent());
      gone = newest.identifiers().isEmpty();
    }
    var merged = update.merged();
    return new Person(
        update.workspace(),
        update.profile(),
        ProfilePartitions.of(update.profile()),
        merged == null ? version : Math.max(version, merged.version()),
        data,
        now,
        merged != null || gone);
  }

  private static void recheck(
      WorkspaceId workspace, ProfileId root, long now, Map<String, Rechecks.Recheck> again) {
    int part = ProfilePartitions.of(root);
    again.merge(
        "%05d%s".formatted(part, root),
        new Rechecks.Recheck(part, root, workspace, now),
        (a, b) -> a.at() >= b.at() ? a : b);
  }

  private static Optional<DecisionTask> task(
      Catalogue catalogue,
      ProfileUpdate update,
      @Nullable Person before,
      Person after,
      ProfileId root,
      boolean unmerged,
      long now) {
    if (update.merged() != null) {
      return Optional.of(new DecisionTask.Leave(after, now));
    }
    boolean lives = root.equals(update.profile());
    if (lives && (unmerged || update.unmergedFrom() != null)) {
      return Optional.of(new DecisionTask.Unmerged(unmergedTask(catalogue, before, after, now)));
    }
    boolean wasThere = before != null && !before.gone();
    if (after.gone() && wasThere) {
      return Optional.of(new DecisionTask.Leave(after, now));
    }
    if (after.gone() || !lives) {
      return Optional.empty();
    }
    return changedTask(catalogue.rules(update.workspace()), update, before, after, now);
  }

  /**
   * Whether an instance that can read all rules of the workspace has to decide the person again.
   *
   * @throws UnknownMessage if no message may be published before that: after an unmerge, readers
   *     wait for the message that all memberships are decided
   */
  private static boolean isMissed(
      Catalogue catalogue, Person after, ProfileId root, Optional<DecisionTask> task) {
    if (catalogue.rules(after.workspace()).readable()
        || after.gone()
        || !root.equals(after.profile())) {
      return false;
    }
    if (task.filter(DecisionTask.Unmerged.class::isInstance).isPresent()) {
      throw UnknownMessage.because(
          "This version cannot read the rule of an audience, which a later version has written");
    }
    return true;
  }

  private static DecisionTask unmergedTask(
      Catalogue catalogue, @Nullable Person before, Person after, long now) {
    return after.gone()
        ? new DecisionTask.Leave(after, now)
        : new DecisionTask.Changed(
            after, data(before), catalogue.rules(after.workspace()).live(), now, Reason.PROFILE);
  }

  private static PersonData data(@Nullable Person person) {
    return person == null ? PersonData.NONE : person.data();
  }

  private static Optional<DecisionTask> changedTask(
      WorkspaceRules rules, ProfileUpdate update, @Nullable Person before, Person after, long now) {
    PersonData dataBefore = data(before);
    Set<Generation> touched = new LinkedHashSet<>();
    if (update.absorbs()) {
      touched.addAll(rules.live());
    } else {
      if (before == null) {
        touched.addAll(rules.holdingWithoutData());
      }
      changedNames(dataBefore.traits(), after.data().traits())
          .forEach(name -> touched.addAll(rules.touchedByTrait(name)));
      changedNames(dataBefore.consent(), after.data().consent())
          .forEach(purpose -> touched.addAll(rules.touchedByConsent(purpose)));
      for (AppliedEvent event : update.events()) {
        ProfileUpdate.kind(event).map(rules::touchedByEvent).ifPresent(touched::addAll);
      }
    }
    return touched.isEmpty()
        ? Optional.empty()
        : Optional.of(new DecisionTask.Changed(after, dataBefore, touched, now, Reason.PROFILE));
  }

  private static <V> Set<String> changedNames(Map<String, V> before, Map<String, V> after) {
    Set<String> names = new HashSet<>();
    if (before != after) {
      before.forEach((name, value) -> {
        if (!value.equals(after.get(name))) {
          names.add(name);
        }
      });
      after.keySet().stream().filter(name -> !before.containsKey(name)).forEach(names::add);
    }
    return names;
  }
}
