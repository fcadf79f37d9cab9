package dev.tributary.identity.replay.job;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.Ids;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.Message;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.command.Command;
import dev.tributary.contracts.event.CollectedEvent;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.row.RowChange;
import dev.tributary.identity.claim.IdentifierReader;
import dev.tributary.identity.input.PeopleModels;
import dev.tributary.identity.kafka.Identity;
import dev.tributary.identity.kafka.Inputs;
import dev.tributary.identity.model.History;
import dev.tributary.identity.model.IdentityModelTest;
import dev.tributary.identity.model.Reference;
import dev.tributary.identity.postgres.replay.PostgresReplayConnection;
import dev.tributary.identity.postgres.replay.PostgresReplayTransaction;
import dev.tributary.identity.profile.Profile;
import dev.tributary.identity.profile.ProfileCodec;
import dev.tributary.identity.profile.TraitPolicies;
import dev.tributary.identity.rebuild.RebuildCommands;
import dev.tributary.identity.replay.ProgressListener;
import dev.tributary.identity.replay.ReplayCopy;
import dev.tributary.identity.rules.IdentityRules;
import dev.tributary.identity.store.replay.ReplayConnection;
import dev.tributary.runtime.loop.Input;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** A workspace with a generated past, its replays, and what they are compared with. */
final class ReplayFixture {
  static final ProgressListener TO_THE_END =
      new ProgressListener() {
        @Override
        public void done(long inputs, long of) {}

        @Override
        public boolean stopped() {
          return false;
        }
      };

  private final Identity identity;

  /** Identity resolution that also processes the commands of rebuilds. */
  static Identity migrated() {
    return Identity.migrated(
        PostgresReplayTransaction::new,
        new RebuildCommands(new Ids(Clock.systemUTC(), new Random())));
  }

  ReplayFixture(Identity identity) {
    this.identity = identity;
  }

  /**
   * A generated past, whose inputs come in any order.
   *
   * @return the inputs that were no repeats
   */
  List<Input> lived(
      long seed, int events, WorkspaceId workspace, IdentityRules rules, Random random)
      throws Exception {
    History history = new History(seed, new Inputs(workspace), events);
    List<List<Input>> streams = history.shuffled(seed);
    List<Input> all =
        new ArrayList<>(streams.subList(0, 3).stream().flatMap(List::stream).toList());
    Collections.shuffle(all, random);
    all.addAll(streams.get(3));
    live(workspace, rules, all);
    Set<String> repeats =
        Set.copyOf(
            identity.rows(
                "select event from accepted_event where workspace = '%s' and outcome = 'duplicate'"
                    .formatted(workspace)));
    return all.stream()
        .filter(input -> !repeats.contains(MessageHeaders.from(input.headers()).id()))
        .toList();
  }

  /** The same inputs in the order of acceptance, in a workspace that never had other rules. */
  void fromScratch(WorkspaceId workspace, IdentityRules rules, List<Input> all) throws Exception {
    List<Input> ordered = new ArrayList<>();
    RememberedLog.inOrder(all).forEach(row -> ordered.add(in(workspace, row)));
    all.stream()
        .filter(input -> input.type().equals(CollectedEvent.TYPE))
        .sorted(Comparator.comparing(Input::offset))
        .forEach(event -> ordered.add(in(workspace, event)));
    live(workspace, rules, ordered);
  }

  static Input in(WorkspaceId workspace, Input input) {
    Map<String, byte[]> headers = new HashMap<>(input.headers());
    headers.put(MessageHeaders.WORKSPACE, workspace.value().getBytes(StandardCharsets.UTF_8));
    byte[] value =
        input.type().equals(RowChange.TYPE)
            ? Json.write(Json.read(input.value(), RowChange.class).in(workspace.value()))
            : input.value();
    return new Input(input.partition(), input.offset(), input.key(), value, headers);
  }

  void live(WorkspaceId workspace, IdentityRules rules, List<Input> all) throws Exception {
    IdentityModelTest.define(identity, workspace);
    identity.rules(workspace, 1, rules);
    apply(all);
  }

  void apply(List<Input> all) throws Exception {
    for (int from = 0; from < all.size(); from += 20) {
      identity.apply(all.subList(from, Math.min(all.size(), from + 20)).toArray(Input[]::new));
    }
  }

  void replay(ReplayCopy copy, List<Input> all, IdentityRules rules) throws Exception {
    replay(copy, all, rules, Instant.EPOCH);
  }

  /**
   * @param horizon what was accepted before may be forgotten
   */
  void replay(ReplayCopy copy, List<Input> all, IdentityRules rules, Instant horizon)
      throws Exception {
    replay(copy, all, rules, horizon, identity.models());
  }

  void replay(
      ReplayCopy copy, List<Input> all, IdentityRules rules, Instant horizon, PeopleModels models)
      throws Exception {
    replay(copy, new RememberedLog(all), rules, horizon, models, TO_THE_END);
  }

  Replay.Progress replay(
      ReplayCopy copy, InputHistory log, IdentityRules rules, ProgressListener watch)
      throws Exception {
    return replay(copy, log, rules, Instant.EPOCH, identity.models(), watch);
  }

  private Replay.Progress replay(
      ReplayCopy copy,
      InputHistory log,
      IdentityRules rules,
      Instant horizon,
      PeopleModels models,
      ProgressListener watch)
      throws Exception {
    try (ReplayConnection tx = new PostgresReplayConnection(identity.connect())) {
      tx.stores().replays().copies().open(copy, "nobody's");
      return new Replay(
              tx,
              copy,
              log,
              models,
              new Ids(Clock.systemUTC(), new Random()),
              new IdentifierReader(rules, 2, "NL"),
              TraitPolicies.LATEST,
              horizon)
          .run(watch);
    }
  }

  /** As the log and retention do, the oldest first. */
  void forget(WorkspaceId workspace, int inputs) throws Exception {
    identity.execute(
        ("delete from accepted_event where workspace = '%1$s' and event in ("
                + "select event from accepted_event where workspace = '%1$s'"
                + " order by accepted_at, topic, part, position limit %2$d)")
            .formatted(workspace, inputs));
  }

  /** Profiles that are not as the copy has them. */
  List<ProfileId> others(ReplayCopy copy) throws Exception {
    try (Connection tx = identity.connect()) {
      return new PostgresReplayTransaction(tx).replays().differences().differing(copy);
    }
  }

  /** Asks for these people to be put in the place of what they were; returns what is told. */
  List<Message> rebuild(ReplayCopy copy, long rulesVersion, List<ProfileId> profiles)
      throws Exception {
    return identity.apply(
        new Inputs(copy.workspace())
            .command(
                new Command.RebuildPeople(
                    copy.workspace(),
                    copy.name().value(),
                    "me",
                    Inputs.START,
                    rulesVersion,
                    profiles)));
  }

  /** As the tables hold them. */
  Set<Reference.Person> people(WorkspaceId workspace) throws SQLException {
    Set<Reference.Person> people = new HashSet<>();
    try (Connection tx = identity.connect();
        PreparedStatement statement =
            tx.prepareStatement(
                "select profile, version, document from profile where workspace = ?")) {
      statement.setString(1, workspace.value());
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          Profile profile =
              ProfileCodec.read(
                  workspace, new ProfileId(rows.getString(1)), rows.getLong(2), rows.getBytes(3));
          Set<Identifier> identifiers = profile.identifiers();
          people.add(
              IdentityModelTest.person(
                  profile.state(
                      new PostgresReplayTransaction(tx).edges().of(workspace, identifiers),
                      TraitPolicies.LATEST)));
        }
      }
    }
    return people;
  }
}
