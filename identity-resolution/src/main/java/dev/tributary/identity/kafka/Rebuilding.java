package dev.tributary.identity.kafka;

import static java.util.Objects.requireNonNull;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.command.Command;
import dev.tributary.identity.acceptance.Outcome;
import dev.tributary.identity.kafka.Overtaken.Taken;
import dev.tributary.identity.postgres.CircleReads;
import dev.tributary.identity.postgres.ProfileTable.Locked;
import dev.tributary.identity.postgres.RebuildTable;
import dev.tributary.identity.postgres.RebuildTable.Ending;
import dev.tributary.identity.postgres.ShadowTables;
import dev.tributary.identity.profile.Profile;
import dev.tributary.identity.resolution.ProfileKey;
import dev.tributary.identity.trial.Circle;
import dev.tributary.identity.trial.Shadow;
import dev.tributary.runtime.loop.Output;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Makes people what a replay has found, one circle of those who have to do with each other after
 * the other. Whoever's whole past the replay does not hold is left as they are, and that noted.
 */
final class Rebuilding {
  /** Whoever comes after as much as this waits for the next command; one circle always goes. */
  static final long MOST_BYTES = 1024 * 1024;

  private static final int MOST_PEOPLE = Circles.MOST_PEOPLE;
  private static final long MOST_EVENTS = 20_000;

  private final Connection tx;
  private final Tables tables;
  private final Ids ids;
  private final InForce rules;
  private final RebuildTable rebuilds = new RebuildTable();
  private final ShadowTables shadows = new ShadowTables();
  private final Endings endings = new Endings();
  private final List<Output> outputs = new ArrayList<>();
  private long events;

  Rebuilding(Connection tx, Tables tables, Ids ids, InForce rules) {
    this.tx = tx;
    this.tables = tables;
    this.ids = ids;
    this.rules = rules;
  }

  /**
   * @throws Overtaken if another instance was faster; roll back and try again
   */
  List<Output> run(Work.Asked asked, Command.RebuildPeople command) throws SQLException, Overtaken {
    Shadow shadow = new Shadow(command.workspace(), command.subject());
    if (shadows.isOpen(tx, shadow)
        && rules.of(command.workspace()).version() == command.rulesVersion()) {
      rebuilds.waitNoMore(tx, shadow, command.profiles());
      rebuild(asked.cause(), command, shadow);
    }
    endings.applied(asked.cause());
    endings.ended(
        asked.cause(),
        Commands.accepted(asked.cause(), command, Outcome.APPLIED, null, null, null));
    endings.save(tx, tables);
    return outputs;
  }

  private void rebuild(Work.Cause cause, Command.RebuildPeople command, Shadow shadow)
      throws SQLException, Overtaken {
    Set<String> done = new HashSet<>();
    Set<String> waiting = new TreeSet<>();
    for (String profile : new TreeSet<>(command.profiles())) {
      if (done.contains(profile)) {
        continue;
      }
      if (enough(done)) {
        waiting.add(profile);
      } else {
        done.addAll(rebuild(cause, command, profile));
      }
    }
    rebuilds.ended(tx, shadow, waiting, Ending.WAITING);
  }

  /** Others wait for the locks, and for what is told to be written. */
  private boolean enough(Set<String> people) {
    long bytes = 0;
    for (Output output : outputs) {
      bytes += requireNonNull(output.message().value()).length;
    }
    return people.size() >= MOST_PEOPLE || events >= MOST_EVENTS || bytes >= MOST_BYTES;
  }

  /** Returns who has been looked at. */
  private Collection<String> rebuild(Work.Cause cause, Command.RebuildPeople command, String id)
      throws SQLException, Overtaken {
    Shadow shadow = new Shadow(command.workspace(), command.subject());
    Optional<Circle> start = start(shadow, id);
    if (start.isEmpty()) {
      return List.of(id);
    }
    Circles circles =
        new Circles(
            new CircleReads(tx),
            shadow,
            rules.of(shadow.workspace()),
            (world, profiles) -> tables.profiles().find(tx, world, profiles));
    Circle circle = circles.around(start.get());
    Set<String> everybody = new TreeSet<>(circle.profiles());
    everybody.addAll(circle.persons());
    if (Circles.tooMany(circle)) {
      rebuilds.ended(tx, shadow, everybody, Ending.TOO_LARGE);
      return everybody;
    }
    Map<String, Profile> here = lock(shadow.workspace(), circle.profiles());
    Map<String, Profile> there = lock(shadow.name(), circle.persons());
    if (!circles.around(start.get()).equals(circle)) {
      throw new Overtaken(
          Taken.PROFILE, "One of " + everybody + " was joined with others or taken apart");
    }
    Ending ending = switchOver(command, shadow, circle, here, there, cause);
    Set<String> whom = circle.profiles().isEmpty() ? circle.persons() : circle.profiles();
    rebuilds.ended(tx, shadow, whom, ending);
    if (ending == Ending.CHANGED) {
      rebuilds.changed(tx, shadow, whom, cause.headers().id());
    }
    return everybody;
  }

  /** Whoever lives on for a profile, or somebody of the replay; empty for who has gone. */
  private Optional<Circle> start(Shadow shadow, String id) throws SQLException {
    ProfileKey key = new ProfileKey(shadow.workspace(), id);
    String survivor = tables.profiles().survivors(tx, Set.of(key)).get(key);
    if (survivor != null) {
      return Optional.of(new Circle(new TreeSet<>(Set.of(survivor)), new TreeSet<>()));
    }
    return tables.profiles().find(tx, shadow.name(), Set.of(id)).isEmpty()
        ? Optional.empty()
        : Optional.of(new Circle(new TreeSet<>(), new TreeSet<>(Set.of(id))));
  }

  private Ending switchOver(
      Command.RebuildPeople command,
      Shadow shadow,
      Circle circle,
      Map<String, Profile> here,
      Map<String, Profile> there,
      Work.Cause cause)
      throws SQLException {
    CircleReads reads = new CircleReads(tx);
    Past past = Past.read(reads, shadow, circle, here, there, rules.of(shadow.workspace()));
    events += past.events().size();
    if (past.tooLong()) {
      return Ending.TOO_LARGE;
    }
    if (past.partly()) {
      return Ending.PARTLY;
    }
    if (past.incomplete()
        || tables.cuts().unknownTo(tx, shadow, Switching.identifiers(there.values()))
        || reads.moreEvents(shadow, circle.persons())
        || reads.unreadRows(shadow, circle.profiles())
        || reads.moreRows(shadow, circle.persons())) {
      return Ending.INCOMPLETE;
    }
    LaterIds newIds =
        new LaterIds(ids, tables.profiles().newest(tx, shadow.workspace(), circle.profiles()));
    ProfileOutputs told = new ProfileOutputs(ids, outputs);
    new Switching(tx, tables, rules, cause, command, here, there, told).run(circle, past, newIds);
    return Ending.CHANGED;
  }

  private Map<String, Profile> lock(String world, SortedSet<String> profiles)
      throws SQLException, Overtaken {
    SortedSet<ProfileKey> keys = new TreeSet<>();
    profiles.forEach(profile -> keys.add(new ProfileKey(world, profile)));
    Map<ProfileKey, Locked> locked = tables.profiles().lock(tx, keys);
    if (locked.size() < keys.size()) {
      throw new Overtaken(Taken.PROFILE, "One of " + profiles + " was merged");
    }
    Map<String, Profile> found = new HashMap<>();
    locked.forEach((key, each) -> found.put(key.profile(), each.profile()));
    return found;
  }
}
