package dev.tributary.audience.postgres;

import dev.tributary.audience.membership.Person;
import dev.tributary.audience.membership.Standing;
import dev.tributary.audience.rule.Depends;
import dev.tributary.audience.rule.Facts;
import dev.tributary.audience.rule.KnownFacts;
import dev.tributary.audience.rule.Rule.EventKind;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.event.Tick;
import dev.tributary.runtime.postgres.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/**
 * People with what is known of them, all at one moment, for questions over HTTP: chunk by chunk, so
 * that memory is bounded however many there are. Thread-safe.
 */
public final class PeopleSnapshot {
  private static final int CHUNK = 500;
  private static final List<Integer> PARTS =
      IntStream.range(0, Topic.PROFILES.partitions()).boxed().toList();

  private final Snapshots snapshots;
  private final Persons persons = new Persons();
  private final PeopleFacts facts = new PeopleFacts();
  private final Standings standings = new Standings();
  private final Aliases aliases = new Aliases();
  private final PartitionClocks clocks = new PartitionClocks();

  public PeopleSnapshot(DataSource request) {
    this.snapshots = new Snapshots(request);
  }

  /**
   * A person as a rule sees it.
   *
   * @param now business time at which everything about the person is decided
   */
  public record Known(Person person, Facts facts, long now) {}

  /**
   * How many were read.
   *
   * @param asOf business time up to which all of them are decided
   * @param memberships by audience, how many of those who were taken are in it; without audiences
   *     that hold none of them
   */
  public record Everyone(long people, Instant asOf, Map<String, Long> memberships) {}

  /**
   * Everyone in the workspace, one after the other, each at the time up to which the loop of the
   * person's partition has decided: what a rule answers is then what its audience holds.
   *
   * @param untold business time where no tick came yet
   * @param take looks at each, and says of whom the memberships are counted
   */
  public Everyone everyone(
      String workspace, Depends depends, Instant untold, Predicate<Known> take) {
    return snapshots.read(
        workspace,
        tx -> {
          long people = 0;
          Map<Long, Long> members = new HashMap<>();
          Map<String, Long> active = active(tx, depends.audiences());
          Map<Integer, Tick> ticks = clocks.find(tx, PARTS);
          for (int part : PARTS) {
            Tick tick = ticks.get(part);
            long now = (tick == null ? untold : tick.businessTime(workspace)).toEpochMilli();
            String after = "";
            Map<String, Person> chunk;
            do {
              chunk = persons.after(tx, workspace, part, after, CHUNK);
              for (Person person : chunk.values()) {
                after = person.profile();
              }
              List<String> taken = new ArrayList<>();
              for (Known known : known(tx, depends, active, chunk.values(), now)) {
                people++;
                if (take.test(known)) {
                  taken.add(known.person().profile());
                }
              }
              if (!taken.isEmpty()) {
                standings
                    .members(tx, taken)
                    .forEach((generation, count) -> members.merge(generation, count, Long::sum));
              }
            } while (chunk.size() == CHUNK);
          }
          return new Everyone(
              people,
              ticks.values().stream()
                  .map(tick -> tick.businessTime(workspace))
                  .min(Comparator.naturalOrder())
                  .orElse(untold),
              byAudience(tx, members));
        });
  }

  /** Generations that are not in force, such as one that is being built, are nobody's audience. */
  private static Map<String, Long> byAudience(Connection tx, Map<Long, Long> members)
      throws SQLException {
    Map<String, Long> found = new HashMap<>();
    try (PreparedStatement statement =
        tx.prepareStatement("select audience, active from audience_state where active = any(?)")) {
      new Columns<>(statement, members.keySet()).longs(generation -> generation);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.put(rows.getString(1), members.getOrDefault(rows.getLong(2), 0L));
        }
      }
    }
    return found;
  }

  /** One person, by any id that it ever had. */
  public Optional<Known> one(String workspace, String profile, Depends depends, long now) {
    return snapshots.read(
        workspace,
        tx -> {
          String current = aliases.current(tx, profile);
          Collection<Person> found = persons.find(tx, List.of(current)).values();
          return known(tx, depends, active(tx, depends.audiences()), found, now).stream()
              .findFirst();
        });
  }

  /** Who that id is now: itself unless it was merged or given to another. */
  public String root(String workspace, String profile) {
    return snapshots.read(workspace, tx -> aliases.current(tx, profile));
  }

  /** Business time up to when everyone is decided; empty before the first tick. */
  public Optional<Instant> asOf(String workspace) {
    return snapshots.read(workspace, tx -> clocks.slowest(tx, workspace));
  }

  private List<Known> known(
      Connection tx, Depends depends, Map<String, Long> active, Collection<Person> people, long now)
      throws SQLException {
    List<Person> present = people.stream().filter(person -> !person.gone()).toList();
    if (present.isEmpty()) {
      return List.of();
    }
    List<String> profiles = present.stream().map(Person::profile).toList();
    Map<String, Function<EventKind, List<Facts.Event>>> events =
        facts.read(
            tx,
            profiles.stream()
                .map(profile -> new PeopleFacts.Question(profile, depends.events(), now))
                .toList());
    Map<String, List<Standing>> held =
        active.isEmpty() ? Map.of() : standings.find(tx, profiles, active.values());
    List<Known> known = new ArrayList<>();
    for (Person person : present) {
      Set<String> in = new HashSet<>();
      held.getOrDefault(person.profile(), List.of()).stream()
          .filter(Standing::member)
          .forEach(standing -> in.add(standing.audience()));
      Facts each =
          new KnownFacts(
              person.traits(), events.getOrDefault(person.profile(), _ -> List.of()), in::contains);
      known.add(new Known(person, each, Math.max(now, person.evaluatedAt())));
    }
    return known;
  }

  private static Map<String, Long> active(Connection tx, Collection<String> audiences)
      throws SQLException {
    Map<String, Long> active = new HashMap<>();
    try (PreparedStatement statement =
        tx.prepareStatement(
            "select audience, active from audience_state"
                + " where audience = any(?) and active is not null")) {
      new Columns<>(statement, audiences).text(audience -> audience);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          active.put(rows.getString(1), rows.getLong(2));
        }
      }
    }
    return active;
  }
}
