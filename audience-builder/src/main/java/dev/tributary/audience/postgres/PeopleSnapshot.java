package dev.tributary.audience.postgres;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.audience.membership.MembershipState;
import dev.tributary.audience.membership.PeopleSummary;
import dev.tributary.audience.membership.Person;
import dev.tributary.audience.membership.PersonFacts;
import dev.tributary.audience.rule.Facts;
import dev.tributary.audience.rule.KnownFacts;
import dev.tributary.audience.rule.Rule.EventKind;
import dev.tributary.audience.rule.RuleDependencies;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.event.Tick;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.ProfileRef;
import dev.tributary.runtime.postgres.Columns;
import dev.tributary.runtime.postgres.RequestDatabase;
import dev.tributary.runtime.query.RunningQuery;
import dev.tributary.runtime.replica.PostgresProfileReplica;
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

/**
 * People with their facts, all at one moment, for questions over HTTP. They are read chunk by
 * chunk, so that memory is bounded. Thread-safe.
 */
public final class PeopleSnapshot {
  private static final int CHUNK = 500;
  private static final List<Integer> PARTS =
      IntStream.range(0, Topic.PROFILES.partitions()).boxed().toList();

  private final Snapshots snapshots;
  private final PersonStore persons = new PersonStore();
  private final PeopleFacts facts = new PeopleFacts();
  private final MembershipStates states = new MembershipStates();
  private final PartitionClocks clocks = new PartitionClocks();

  public PeopleSnapshot(RequestDatabase database) {
    this.snapshots = new Snapshots(database);
  }

  /**
   * Reads all people of the workspace, each at the time up to which the loop of the person's
   * partition has decided, so that the answer of a rule equals the membership of its audience.
   *
   * @param beforeFirstTick the business time to use before the first tick
   * @param take receives each person, and returns whether to count the person's memberships
   */
  public PeopleSummary everyone(
      WorkspaceId workspace,
      RuleDependencies dependencies,
      Instant beforeFirstTick,
      Predicate<PersonFacts> take) {
    return snapshots.read(
        workspace,
        tx -> {
          RunningQuery query = RunningQuery.current();
          long people = 0;
          Map<Long, Long> members = new HashMap<>();
          Map<AudienceId, Long> active = active(tx, dependencies.audiences());
          Map<Integer, Tick> ticks = clocks.find(tx, PARTS);
          for (int part : PARTS) {
            Tick tick = ticks.get(part);
            long now =
                (tick == null ? beforeFirstTick : tick.businessTime(workspace)).toEpochMilli();
            ProfileId after = ProfileId.BEFORE_ALL;
            Map<ProfileId, Person> chunk;
            do {
              query.check();
              chunk = persons.after(tx, workspace, part, after, CHUNK);
              for (Person person : chunk.values()) {
                after = person.profile();
              }
              List<ProfileId> taken = new ArrayList<>();
              for (PersonFacts known : known(tx, dependencies, active, chunk.values(), now)) {
                people++;
                if (take.test(known)) {
                  taken.add(known.person().profile());
                }
              }
              if (!taken.isEmpty()) {
                states
                    .members(tx, taken)
                    .forEach((generation, count) -> members.merge(generation, count, Long::sum));
              }
            } while (chunk.size() == CHUNK);
          }
          return new PeopleSummary(
              people,
              ticks.values().stream()
                  .map(tick -> tick.businessTime(workspace))
                  .min(Comparator.naturalOrder())
                  .orElse(beforeFirstTick),
              byAudience(tx, members));
        });
  }

  /**
   * Counts only generations in force: other generations, such as one that is being built, have no
   * members.
   */
  private static Map<AudienceId, Long> byAudience(Connection tx, Map<Long, Long> members)
      throws SQLException {
    Map<AudienceId, Long> found = new HashMap<>();
    try (PreparedStatement statement =
        tx.prepareStatement("select audience, active from audience_state where active = any(?)")) {
      new Columns<>(statement, members.keySet()).longs(generation -> generation);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.put(new AudienceId(rows.getString(1)), members.getOrDefault(rows.getLong(2), 0L));
        }
      }
    }
    return found;
  }

  /** One person, by any of its ids. */
  public Optional<PersonFacts> one(
      WorkspaceId workspace, ProfileId profile, RuleDependencies dependencies, long now) {
    return snapshots.read(
        workspace,
        tx -> {
          ProfileId current = current(tx, workspace, profile);
          Collection<Person> found = persons.find(tx, List.of(current)).values();
          return known(tx, dependencies, active(tx, dependencies.audiences()), found, now).stream()
              .findFirst();
        });
  }

  /** The traits of people, by their ids, in one query; a person who is not known is absent. */
  public Map<ProfileId, Map<String, JsonNode>> traits(
      WorkspaceId workspace, Collection<ProfileId> profiles) {
    return snapshots.read(
        workspace,
        tx -> {
          Map<ProfileId, Map<String, JsonNode>> found = new HashMap<>();
          persons
              .find(tx, profiles)
              .forEach((profile, person) -> found.put(profile, person.traits()));
          return found;
        });
  }

  /**
   * The profile that an id belongs to now: the id itself, unless it was merged or an unmerge moved
   * it.
   */
  public ProfileId root(WorkspaceId workspace, ProfileId profile) {
    return snapshots.read(workspace, tx -> current(tx, workspace, profile));
  }

  private static ProfileId current(Connection tx, WorkspaceId workspace, ProfileId profile)
      throws SQLException {
    ProfileRef id = new ProfileRef(workspace, profile);
    return new PostgresProfileReplica(tx).current(List.of(id)).getOrDefault(id, profile);
  }

  /** Business time up to which all profiles are decided; empty before the first tick. */
  public Optional<Instant> asOf(WorkspaceId workspace) {
    return snapshots.read(workspace, tx -> clocks.slowest(tx, workspace));
  }

  private List<PersonFacts> known(
      Connection tx,
      RuleDependencies dependencies,
      Map<AudienceId, Long> active,
      Collection<Person> people,
      long now)
      throws SQLException {
    List<Person> present = people.stream().filter(person -> !person.gone()).toList();
    if (present.isEmpty()) {
      return List.of();
    }
    List<ProfileId> profiles = present.stream().map(Person::profile).toList();
    Map<ProfileId, Function<EventKind, List<Facts.Event>>> events =
        facts.read(
            tx,
            present.stream()
                .map(person -> new PeopleFacts.Question(person.ref(), dependencies.events(), now))
                .toList());
    Map<ProfileId, List<MembershipState>> held =
        active.isEmpty() ? Map.of() : states.find(tx, profiles, active.values());
    List<PersonFacts> known = new ArrayList<>();
    for (Person person : present) {
      Set<AudienceId> in = new HashSet<>();
      held.getOrDefault(person.profile(), List.of()).stream()
          .filter(MembershipState::member)
          .forEach(state -> in.add(state.audience()));
      Facts each =
          new KnownFacts(
              person.data().traits(),
              person.data().consent(),
              events.getOrDefault(person.profile(), _ -> List.of()),
              in::contains);
      known.add(new PersonFacts(person, each, Math.max(now, person.evaluatedAt())));
    }
    return known;
  }

  private static Map<AudienceId, Long> active(Connection tx, Collection<AudienceId> audiences)
      throws SQLException {
    Map<AudienceId, Long> active = new HashMap<>();
    try (PreparedStatement statement =
        tx.prepareStatement(
            "select audience, active from audience_state"
                + " where audience = any(?) and active is not null")) {
      new Columns<>(statement, audiences).text(AudienceId::value);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          active.put(new AudienceId(rows.getString(1)), rows.getLong(2));
        }
      }
    }
    return active;
  }
}
