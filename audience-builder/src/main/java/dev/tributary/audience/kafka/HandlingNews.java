package dev.tributary.audience.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.audience.catalogue.Catalogue;
import dev.tributary.audience.catalogue.Generation;
import dev.tributary.audience.catalogue.WorkspaceRules;
import dev.tributary.audience.membership.Person;
import dev.tributary.audience.membership.Task;
import dev.tributary.audience.postgres.Aliases;
import dev.tributary.audience.postgres.EventFacts;
import dev.tributary.audience.postgres.Persons;
import dev.tributary.audience.postgres.Rechecks;
import dev.tributary.audience.postgres.Separations.Separation;
import dev.tributary.audience.postgres.TraitSightings;
import dev.tributary.contracts.event.Tick;
import dev.tributary.contracts.membership.MembershipChange.Reason;
import dev.tributary.contracts.profile.AppliedEvent;
import dev.tributary.contracts.profile.ProfileState;
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
 * Stores what a poll tells of people, and says what is to be decided because of it. State is of the
 * highest version, events are added once by their id, whatever the order of arrival.
 */
final class HandlingNews {
  private final Persons persons = new Persons();
  private final EventFacts facts = new EventFacts();
  private final Aliases aliases = new Aliases();
  private final Rechecks rechecks = new Rechecks();
  private final HandlingSeparations separating = new HandlingSeparations();
  private final TraitSightings sightings = new TraitSightings();

  /**
   * @param clocks the newest tick before these messages, by partition
   */
  List<Task> handle(
      Connection tx, Catalogue catalogue, Map<String, News> news, Map<Integer, Tick> clocks)
      throws SQLException {
    if (news.isEmpty()) {
      return List.of();
    }
    Map<String, String> moved = addFacts(tx, news.values());
    aliases.add(tx, aliases(news.values()));
    List<Separation> complete = separating.handle(tx, news.values());
    Set<String> parted = complete.stream().map(Separation::from).collect(Collectors.toSet());
    Map<String, String> roots = aliases.roots(tx, news.keySet());
    Map<String, Person> known = persons.find(tx, news.keySet());
    List<Task> tasks = new ArrayList<>();
    List<Person> changed = new ArrayList<>();
    List<Person> evaluated = new ArrayList<>();
    Map<String, Rechecks.Recheck> again = new TreeMap<>();
    SeenTraits seen = new SeenTraits();
    for (News each : news.values()) {
      Person before = known.get(each.profile());
      long now = now(each, before, clocks.get(each.cause().partition().partition()));
      Person after = after(each, before, now);
      seen.add(each, traits(before), after.traits(), now);
      String root = roots.getOrDefault(each.profile(), each.profile());
      if (!root.equals(each.profile())) {
        recheck(each.workspace(), root, now, again);
      }
      for (AppliedEvent event : each.events()) {
        String owner = moved.get(event.eventId());
        if (owner != null) {
          recheck(each.workspace(), owner, now, again);
        }
      }
      complete.stream()
          .filter(separation -> separation.from().equals(each.profile()))
          .forEach(separation -> recheck(each.workspace(), separation.profile(), now, again));
      if (before == null && each.saysNothingOfThePerson()) {
        continue;
      }
      Optional<Task> task =
          task(catalogue, each, before, after, root, parted.contains(each.profile()), now);
      task.ifPresent(tasks::add);
      if (before == null || before.version() != after.version() || before.gone() != after.gone()) {
        changed.add(after);
      } else if (before.evaluatedAt() != now) {
        evaluated.add(after);
      }
    }
    persons.put(tx, changed);
    persons.evaluated(tx, evaluated);
    rechecks.add(tx, again.values());
    sightings.add(tx, seen.sorted());
    return tasks;
  }

  /** Returns, by event, whose it is if that was told before the event. */
  private Map<String, String> addFacts(Connection tx, Collection<News> news) throws SQLException {
    SortedMap<String, EventFacts.Fact> added = new TreeMap<>();
    for (News each : news) {
      for (AppliedEvent event : each.events()) {
        News.kind(event)
            .ifPresent(kind ->
                added.putIfAbsent(
                    event.eventId(),
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

  private static List<Aliases.Alias> aliases(Collection<News> news) {
    Map<String, Aliases.Alias> sorted = new TreeMap<>();
    for (News each : news) {
      for (String gone : each.absorbed()) {
        sorted.put(gone, new Aliases.Alias(each.workspace(), gone, each.profile()));
      }
      var merged = each.merged();
      if (merged != null) {
        sorted.put(
            each.profile(), new Aliases.Alias(each.workspace(), each.profile(), merged.into()));
      }
    }
    return List.copyOf(sorted.values());
  }

  /** Business time: the partition's, not before what is told was accepted, and never back. */
  private static long now(News news, @Nullable Person before, @Nullable Tick clock) {
    long now = news.receivedAt();
    if (clock != null) {
      now = Math.max(now, clock.businessTime(news.workspace()).toEpochMilli());
    }
    if (before != null) {
      now = Math.max(now, before.evaluatedAt());
    }
    return Math.max(now, 0);
  }

  private static Person after(News news, @Nullable Person before, long now) {
    ProfileState newest = news.newest();
    long version = before == null ? 0 : before.version();
    Map<String, JsonNode> traits = before == null ? Map.of() : before.traits();
    boolean gone = before != null && before.gone();
    if (newest != null && newest.version() > version) {
      version = newest.version();
      traits = newest.traits();
      gone = newest.identifiers().isEmpty();
    }
    var merged = news.merged();
    return new Person(
        news.workspace(),
        news.profile(),
        ProfilePartitions.of(news.profile()),
        merged == null ? version : Math.max(version, merged.version()),
        traits,
        now,
        merged != null || gone);
  }

  private static void recheck(
      String workspace, String root, long now, Map<String, Rechecks.Recheck> again) {
    int part = ProfilePartitions.of(root);
    again.merge(
        "%05d%s".formatted(part, root),
        new Rechecks.Recheck(part, root, workspace, now),
        (a, b) -> a.at() >= b.at() ? a : b);
  }

  private static Optional<Task> task(
      Catalogue catalogue,
      News news,
      @Nullable Person before,
      Person after,
      String root,
      boolean parted,
      long now) {
    if (news.merged() != null) {
      return Optional.of(new Task.Leave(after, now));
    }
    boolean lives = root.equals(news.profile());
    if (lives && (parted || news.separated() != null)) {
      return Optional.of(new Task.Apart(apartTask(catalogue, before, after, now)));
    }
    boolean wasThere = before != null && !before.gone();
    if (after.gone() && wasThere) {
      return Optional.of(new Task.Leave(after, now));
    }
    if (after.gone() || !lives) {
      return Optional.empty();
    }
    return changedTask(catalogue.rules(news.workspace()), news, before, after, now);
  }

  private static Task apartTask(
      Catalogue catalogue, @Nullable Person before, Person after, long now) {
    return after.gone()
        ? new Task.Leave(after, now)
        : new Task.Changed(
            after, traits(before), catalogue.rules(after.workspace()).live(), now, Reason.PROFILE);
  }

  private static Map<String, JsonNode> traits(@Nullable Person person) {
    return person == null ? Map.of() : person.traits();
  }

  private static Optional<Task> changedTask(
      WorkspaceRules rules, News news, @Nullable Person before, Person after, long now) {
    Map<String, JsonNode> traitsBefore = traits(before);
    Set<Generation> touched = new LinkedHashSet<>();
    if (!news.absorbed().isEmpty()) {
      touched.addAll(rules.live());
    } else {
      if (before == null) {
        touched.addAll(rules.holdingForNobodyKnown());
      }
      changedNames(traitsBefore, after.traits())
          .forEach(name -> touched.addAll(rules.touchedByTrait(name)));
      for (AppliedEvent event : news.events()) {
        News.kind(event).map(rules::touchedByEvent).ifPresent(touched::addAll);
      }
    }
    return touched.isEmpty()
        ? Optional.empty()
        : Optional.of(new Task.Changed(after, traitsBefore, touched, now, Reason.PROFILE));
  }

  private static Set<String> changedNames(
      Map<String, JsonNode> before, Map<String, JsonNode> after) {
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
