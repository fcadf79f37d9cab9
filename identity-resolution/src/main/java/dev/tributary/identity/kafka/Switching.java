package dev.tributary.identity.kafka;

import static java.util.Objects.requireNonNull;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.command.Command;
import dev.tributary.contracts.profile.ProfileMessage.Absorbed;
import dev.tributary.contracts.profile.ProfileState;
import dev.tributary.identity.claim.Stamp;
import dev.tributary.identity.postgres.MergeTable.Done;
import dev.tributary.identity.postgres.ProfileCodec;
import dev.tributary.identity.postgres.ProfileTable.Merger;
import dev.tributary.identity.postgres.SwitchTable;
import dev.tributary.identity.postgres.UnmergeTable.By;
import dev.tributary.identity.postgres.UnmergeTable.Parties;
import dev.tributary.identity.profile.Edge;
import dev.tributary.identity.profile.Merge;
import dev.tributary.identity.profile.Merge.Had;
import dev.tributary.identity.profile.Profile;
import dev.tributary.identity.resolution.ProfileKey;
import dev.tributary.identity.trial.Assignment;
import dev.tributary.identity.trial.Assignment.Leaving;
import dev.tributary.identity.trial.Circle;
import dev.tributary.identity.trial.Shadow;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Puts the people of a replay in the place of those of a circle. Whoever reads of them is told in
 * words they know: what is another's leaves with a new id, who is one is joined, and then each is
 * stated as the replay has found them. Confined to one circle.
 */
final class Switching {
  private final Connection tx;
  private final Tables tables;
  private final InForce rules;
  private final Work.Cause cause;
  private final Command.RebuildPeople command;
  private final Shadow shadow;
  private final Map<String, Profile> parts;
  private final Map<String, Profile> there;
  private final ProfileOutputs outputs;

  /**
   * @param here the profiles of the circle, locked
   * @param there its persons, locked
   */
  Switching(
      Connection tx,
      Tables tables,
      InForce rules,
      Work.Cause cause,
      Command.RebuildPeople command,
      Map<String, Profile> here,
      Map<String, Profile> there,
      ProfileOutputs outputs) {
    this.tx = tx;
    this.tables = tables;
    this.rules = rules;
    this.cause = cause;
    this.command = command;
    this.shadow = new Shadow(command.workspace(), command.subject());
    this.parts = new HashMap<>(here);
    this.there = there;
    this.outputs = outputs;
  }

  void run(Circle circle, Past past, LaterIds newIds) throws SQLException {
    Assignment assignment = Assignment.of(past.shares(), circle.persons(), newIds::next);
    SwitchTable table = new SwitchTable(tx, shadow, circle, assignment.living());
    table.identifiers(identifiers(parts.values()), identifiers(there.values()));
    table.belongings(past.events());
    Map<String, byte[]> before = new HashMap<>();
    parts.forEach((id, profile) -> before.put(id, ProfileCodec.write(profile)));
    for (var each : assignment.leaving().entrySet()) {
      for (Leaving leaving : each.getValue()) {
        leave(part(each.getKey()), leaving);
        before.remove(each.getKey());
      }
    }
    Map<String, List<Absorbed>> absorbed = join(assignment);
    before.keySet().removeAll(absorbed.keySet());
    state(assignment, absorbed, before);
    forsake(assignment.forsaken());
  }

  /** What any of these people are named by. */
  static Set<Identifier> identifiers(Collection<Profile> people) {
    Set<Identifier> all = new HashSet<>();
    people.forEach(person -> all.addAll(person.identifiers()));
    return all;
  }

  private void leave(Profile person, Leaving leaving) throws SQLException {
    String workspace = shadow.workspace();
    Parties parties = new Parties(workspace, person.id(), leaving.id());
    Set<Identifier> identifiers = leaving.share().identifiers();
    List<String> along = tables.unmerges().goAlong(tx, workspace, person.id(), identifiers);
    Profile other = separate(person, leaving, along.size());
    parts.put(other.id(), other);
    tables.unmerges().lead(tx, parties, along);
    tables
        .unmerges()
        .note(
            tx, parties, identifiers, new By(cause.headers().id(), command.actor(), command.at()));
    outputs.separated(cause, stated(person), stated(other, person), along, leaving.share().deeds());
  }

  private static Profile separate(Profile person, Leaving leaving, int along) {
    Set<Identifier> identifiers = leaving.share().identifiers();
    if (!identifiers.isEmpty()) {
      return person.separate(identifiers, leaving.id(), along);
    }
    person.redecide();
    return new Profile(person.workspace(), leaving.id(), 1);
  }

  /** Of who lives on, whom they took in. */
  private Map<String, List<Absorbed>> join(Assignment assignment) throws SQLException {
    Stamp stamp = new Stamp(command.at(), cause.headers().id());
    Map<String, List<Absorbed>> absorbed = new HashMap<>();
    List<Merger> mergers = new ArrayList<>();
    List<Done> done = new ArrayList<>();
    assignment
        .losers()
        .forEach((survivor, losers) -> {
          Profile into = part(survivor);
          for (String each : losers) {
            Profile loser = part(each);
            long last = loser.version() + 1;
            ProfileKey key = new ProfileKey(shadow.workspace(), each);
            mergers.add(new Merger(key, survivor, last, stamp));
            done.add(
                new Done(
                    shadow.workspace(),
                    new Merge(
                        each,
                        survivor,
                        stamp,
                        null,
                        null,
                        Had.of(loser),
                        Had.of(into),
                        command.rulesVersion())));
            absorbed
                .computeIfAbsent(survivor, _ -> new ArrayList<>())
                .add(new Absorbed(each, last));
          }
        });
    tables.profiles().merge(tx, mergers);
    tables.merges().insert(tx, done);
    return absorbed;
  }

  /**
   * States each person as the replay has found them.
   *
   * @param unmoved the documents of those whom nothing left and who took nobody in
   */
  private void state(
      Assignment assignment, Map<String, List<Absorbed>> absorbed, Map<String, byte[]> unmoved)
      throws SQLException {
    List<Profile> people = new ArrayList<>();
    for (Map.Entry<String, String> each : assignment.living().entrySet()) {
      String id = each.getValue();
      byte[] document = ProfileCodec.write(requireNonNull(there.get(each.getKey())));
      if (Arrays.equals(document, unmoved.get(id))) {
        continue;
      }
      Profile part = parts.get(id);
      long version = part == null ? 1 : part.version() + 1;
      Profile person = ProfileCodec.read(shadow.workspace(), id, version, document);
      people.add(person);
      outputs.changed(cause, stated(person), null, absorbed.getOrDefault(id, List.of()));
    }
    tables.profiles().save(tx, people);
  }

  /** Nothing of them is anybody's: who has no identifiers is nobody. */
  private void forsake(List<String> forsaken) throws SQLException {
    for (String id : forsaken) {
      Profile nobody = new Profile(shadow.workspace(), id, part(id).version() + 1);
      outputs.changed(cause, stated(nobody, part(id)), null, List.of());
    }
    tables.profiles().forget(tx, shadow.workspace(), forsaken);
  }

  private Profile part(String id) {
    return requireNonNull(parts.get(id));
  }

  private ProfileState stated(Profile person) throws SQLException {
    Collection<Edge> edges =
        person.disputed()
            ? tables.edges().of(tx, person.workspace(), person.identifiers())
            : List.of();
    return person.state(edges, rules.policiesOf(person.workspace()));
  }

  /**
   * @param of whose part they were: when nobody was seen nobody knows
   */
  private ProfileState stated(Profile person, Profile of) throws SQLException {
    return person.identifiers().isEmpty()
        ? new ProfileState(
            person.workspace(),
            person.id(),
            person.version(),
            List.of(),
            Map.of(),
            Map.of(),
            Map.of(),
            null,
            of.firstSeen(),
            of.lastSeen())
        : stated(person);
  }
}
