package dev.tributary.identity.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.Ids;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.event.CollectedEvent;
import dev.tributary.contracts.row.RowChange;
import dev.tributary.identity.claim.IdentifierReader;
import dev.tributary.identity.postgres.EdgeTable;
import dev.tributary.identity.postgres.ProfileCodec;
import dev.tributary.identity.postgres.ShadowTables;
import dev.tributary.identity.profile.Profile;
import dev.tributary.identity.profile.TraitPolicies;
import dev.tributary.identity.rules.IdentityRules;
import dev.tributary.identity.trial.Shadow;
import dev.tributary.identity.trial.Watch;
import dev.tributary.runtime.loop.Input;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The history of a workspace under other rules, beside it: the people are those of a workspace that
 * had these rules from its first input on. {@code -Dtributary.seed=…} feeds a seed back in, {@code
 * -Dtributary.histories=…} runs more.
 */
class ReplayTest {
  private static final int HISTORIES = Integer.getInteger("tributary.histories", 10);
  private static final int EVENTS = 150;
  private static Identity identity;

  @BeforeAll
  static void migrate() {
    identity = Identity.migrated();
  }

  @Test
  void aReplayIsTheHistoryFromScratch() throws Exception {
    Long given = Long.getLong("tributary.seed");
    Random seeds = new Random();
    for (int i = 0; i < (given == null ? HISTORIES : 1); i++) {
      check(given == null ? seeds.nextLong() : given);
    }
  }

  private static void check(long seed) throws Exception {
    Random random = new Random(seed);
    String name = Long.toHexString(seed) + "_" + System.nanoTime();
    IdentityRules before = GeneratedRules.of(random);
    IdentityRules after = GeneratedRules.of(random);
    String workspace = "wsp_" + name;
    List<Input> all = lived(seed, workspace, before, random);
    Shadow shadow = new Shadow(workspace, "tri_" + name);
    replay(identity, shadow, all, after);
    fromScratch("wsp_other_" + name, after, all);
    assertThat(people(shadow.name())).as("seed %d", seed).isEqualTo(people("wsp_other_" + name));
  }

  /** A generated past, whose inputs come in any order. */
  private static List<Input> lived(long seed, String workspace, IdentityRules rules, Random random)
      throws Exception {
    History history = new History(seed, new Inputs(workspace), EVENTS);
    List<List<Input>> streams = history.shuffled(seed);
    List<Input> all =
        new ArrayList<>(streams.subList(0, 3).stream().flatMap(List::stream).toList());
    Collections.shuffle(all, random);
    all.addAll(streams.get(3));
    live(identity, workspace, rules, all);
    return all;
  }

  /** The same inputs in the order of acceptance, in a workspace that never had other rules. */
  private static void fromScratch(String workspace, IdentityRules rules, List<Input> all)
      throws Exception {
    List<Input> ordered = new ArrayList<>();
    RememberedLog.inOrder(all).forEach(row -> ordered.add(in(workspace, row)));
    all.stream()
        .filter(input -> input.type().equals(CollectedEvent.TYPE))
        .sorted(Comparator.comparing(event -> MessageHeaders.from(event.headers()).id()))
        .forEach(event -> ordered.add(in(workspace, event)));
    live(identity, workspace, rules, ordered);
  }

  private static Input in(String workspace, Input input) {
    Map<String, byte[]> headers = new HashMap<>(input.headers());
    headers.put(MessageHeaders.WORKSPACE, workspace.getBytes(StandardCharsets.UTF_8));
    byte[] value =
        input.type().equals(RowChange.TYPE)
            ? Json.write(Json.read(input.value(), RowChange.class).in(workspace))
            : input.value();
    return new Input(input.partition(), input.offset(), input.key(), value, headers);
  }

  static void live(Identity identity, String workspace, IdentityRules rules, List<Input> all)
      throws Exception {
    IdentityModelTest.define(identity, workspace);
    identity.rules(workspace, 1, rules);
    for (int from = 0; from < all.size(); from += 20) {
      identity.apply(all.subList(from, Math.min(all.size(), from + 20)).toArray(Input[]::new));
    }
  }

  static void replay(Identity identity, Shadow shadow, List<Input> all, IdentityRules rules)
      throws Exception {
    try (Connection tx = identity.connect()) {
      new ShadowTables().open(tx, shadow);
      new Replay(
              tx,
              shadow,
              new RememberedLog(all),
              identity.models(),
              new Ids(Clock.systemUTC(), new Random()),
              new IdentifierReader(rules, 2, "NL"),
              TraitPolicies.LATEST)
          .run(
              new Watch() {
                @Override
                public void done(long inputs, long of) {}

                @Override
                public boolean stopped() {
                  return false;
                }
              });
    }
  }

  /** As the tables hold them. */
  static Set<Reference.Person> people(String workspace) throws SQLException {
    Set<Reference.Person> people = new HashSet<>();
    try (Connection tx = identity.connect();
        PreparedStatement statement =
            tx.prepareStatement(
                "select profile, version, document from profile where workspace = ?")) {
      statement.setString(1, workspace);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          Profile profile =
              ProfileCodec.read(workspace, rows.getString(1), rows.getLong(2), rows.getBytes(3));
          Set<Identifier> identifiers = profile.identifiers();
          people.add(
              IdentityModelTest.person(
                  profile.state(
                      new EdgeTable().of(tx, workspace, identifiers), TraitPolicies.LATEST)));
        }
      }
    }
    return people;
  }
}
