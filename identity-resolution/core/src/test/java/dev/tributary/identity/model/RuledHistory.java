package dev.tributary.identity.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.command.Command;
import dev.tributary.contracts.event.CollectedEvent;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.kafka.Identity;
import dev.tributary.identity.kafka.Inputs;
import dev.tributary.identity.model.SerialOrder.Decided;
import dev.tributary.identity.model.SerialOrder.Seen;
import dev.tributary.identity.profile.Profile;
import dev.tributary.identity.profile.ProfileCodec;
import dev.tributary.identity.resolution.Cuts;
import dev.tributary.identity.resolution.GeneratedEvents;
import dev.tributary.identity.resolution.GeneratedEvents.ByHand;
import dev.tributary.identity.resolution.GeneratedEvents.Event;
import dev.tributary.identity.resolution.GeneratedEvents.Step;
import dev.tributary.identity.resolution.GeneratedTables;
import dev.tributary.identity.resolution.ResolutionReference;
import dev.tributary.identity.resolution.ResolutionReference.Answer;
import dev.tributary.identity.resolution.ResolutionReference.Person;
import dev.tributary.identity.resolution.Sent;
import dev.tributary.identity.rules.IdentityRules;
import dev.tributary.runtime.loop.Input;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;

/**
 * What a few people send under a table of any kind, in a workspace of its own: as inputs of several
 * partitions, and what must have become of it on the store. Safe for the threads of several
 * partitions.
 */
final class RuledHistory {
  private static final Instant RECEIVED = Instant.parse("2026-04-15T10:00:00Z");

  /** Numbers what was decided: in the order of the locks, which are still held then. */
  private static final String NUMBERED =
      "alter table accepted_event add column number bigint generated always as identity";

  private static final String DECIDED =
      """
      select event, part, position, outcome, coalesce(profile, ''),
             left_out::text, dense_rank() over (order by first) as transaction
      from (select *, min(number) over (partition by decided) as first
            from accepted_event where workspace = ?) numbered
      order by number\
      """;
  private static final String LOSERS = "select cause, loser from profile_merge where workspace = ?";
  private static final String PEOPLE =
      "select profile, version, document from profile where workspace = ?";

  /** By whom they speak of at the end. */
  private static final String CONFLICTS =
      """
      select coalesce(a.survivor, c.profile), c.type || ':' || c.value, sum(c.events)
      from conflict c left join merged_profile a
        on a.workspace = c.workspace and a.profile = c.profile
      where c.workspace = ? group by 1, 2\
      """;

  private static final String SURVIVORS =
      "select profile, survivor from merged_profile where workspace = ?";

  private final long seed;
  private final Inputs inputs;
  private final IdentityRules rules;
  private final List<List<String>> cuts;
  private final List<List<Step>> partitions = new ArrayList<>();
  private final Map<String, Step> sent = new ConcurrentHashMap<>();

  /**
   * @param size about how much happens
   */
  RuledHistory(long seed, int size, int partitionCount) {
    Random random = new Random(seed);
    this.seed = seed;
    this.inputs =
        new Inputs(new WorkspaceId("wsp_" + Long.toHexString(seed) + "_" + System.nanoTime()));
    this.rules = GeneratedTables.any(random);
    GeneratedEvents events = new GeneratedEvents(random);
    this.cuts = events.cuts();
    for (int i = 0; i < partitionCount; i++) {
      partitions.add(new ArrayList<>());
    }
    events.history(size).stream()
        .filter(RuledHistory::isTracked)
        .forEach(step -> partitions.get(random.nextInt(partitionCount)).add(step));
  }

  /** A tracker names a user or a device in whatever it sends. */
  private static boolean isTracked(Step step) {
    return !(step instanceof Event event)
        || event.named().contains("user_id:")
        || event.named().contains("anonymous_id:");
  }

  /** Once for a database, before anything is decided. */
  static void number(Identity identity) throws SQLException {
    identity.alter(NUMBERED);
  }

  WorkspaceId workspace() {
    return inputs.workspace();
  }

  /** Before anything of them happens: their rules, and who is kept apart. */
  static void prepare(Identity identity, List<RuledHistory> histories) throws SQLException {
    Map<String, IdentityRules> rules = new HashMap<>();
    histories.forEach(history -> rules.put(history.workspace().value(), history.rules));
    identity.rules(rules);
    for (RuledHistory history : histories) {
      history.keepApart(identity);
    }
  }

  private void keepApart(Identity identity) throws SQLException {
    for (List<String> pair : Set.copyOf(cuts)) {
      Cuts.Pair cut =
          Cuts.Pair.of(workspace(), identifier(pair.getFirst()), identifier(pair.getLast()));
      identity.cut(workspace(), cut.left(), cut.right());
    }
  }

  /** What stands on a partition, in its order. */
  List<Step> partition(int number) {
    return partitions.get(number);
  }

  /**
   * As it arrives now.
   *
   * @return empty for what concerns people whom nobody knows yet
   */
  Optional<Input> input(Identity identity, Step step, int partition) throws SQLException {
    Optional<Input> input =
        switch (step) {
          case Event event -> Optional.of(event(event));
          case ByHand both -> byHand(identity, both);
        };
    return input.map(made ->
        new Input(
            new TopicPartition(made.partition().topic(), partition),
            made.offset(),
            made.key(),
            made.value(),
            made.headers()));
  }

  private synchronized Input event(Event event) {
    String json =
        new String(Sent.json("m" + sent.size(), event.named(), event.at()), StandardCharsets.UTF_8);
    CollectedEvent collected = inputs.collected(json, RECEIVED);
    sent.put(collected.eventId().value(), event);
    return inputs.event(collected);
  }

  private Optional<Input> byHand(Identity identity, ByHand both) throws SQLException {
    Optional<ProfileId> one = leadsTo(identity, both.one());
    Optional<ProfileId> other = leadsTo(identity, both.other());
    if (one.isEmpty() || other.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(byHand(both, one.get(), other.get()));
  }

  private synchronized Input byHand(ByHand both, ProfileId one, ProfileId other) {
    Input input =
        inputs.command(
            new Command.MergePeople(
                workspace(),
                one,
                "me",
                RECEIVED,
                other,
                identifier(both.one()),
                identifier(both.other())));
    sent.put(MessageHeaders.from(input.headers()).id(), both);
    return input;
  }

  private Optional<ProfileId> leadsTo(Identity identity, String named) throws SQLException {
    return identity
        .rows(
            "select profile from identifier where workspace = '%s' and type || ':' || value = '%s'"
                .formatted(workspace(), named))
        .stream()
        .map(ProfileId::new)
        .findFirst();
  }

  /**
   * Each decision, everybody at the end and all conflicts are as the reference says.
   *
   * @return what it says of every event that names somebody
   */
  List<Answer> check(Identity identity) throws SQLException {
    try (Connection tx = identity.connect()) {
      List<Decided> decided = decided(tx);
      assertThat(decided).as(said()).hasSize(sent.size());
      Map<String, Person> people = people(tx);
      ResolutionReference reference = new ResolutionReference(rules, cuts);
      Map<List<String>, Long> conflicts = conflicts(tx);
      Map<String, String> survivors = survivors(tx);
      SerialOrder order =
          new SerialOrder(
              reference,
              decided,
              answers ->
                  people.equals(reference.people())
                      && conflicts.equals(expected(answers, survivors)));
      boolean found = order.find();
      assertThat(found)
          .as(
              "%s: %s; people are %s, conflicts %s, of %s",
              said(), order.furthest(), people, conflicts, decided)
          .isTrue();
      return order.answers();
    }
  }

  private String said() {
    return "seed %d, %s, cuts %s".formatted(seed, rules, cuts);
  }

  private List<Decided> decided(Connection tx) throws SQLException {
    Map<String, Set<String>> losers = new HashMap<>();
    List<Decided> decided = new ArrayList<>();
    try (PreparedStatement merges = mine(tx, LOSERS);
        ResultSet rows = merges.executeQuery()) {
      while (rows.next()) {
        losers.computeIfAbsent(rows.getString(1), _ -> new TreeSet<>()).add(rows.getString(2));
      }
    }
    try (PreparedStatement events = mine(tx, DECIDED);
        ResultSet rows = events.executeQuery()) {
      while (rows.next()) {
        String event = rows.getString(1);
        decided.add(
            new Decided(
                sent.get(event),
                rows.getInt(2),
                rows.getLong(3),
                rows.getInt(7),
                new Seen(
                    rows.getString(4).equals("applied"),
                    rows.getString(5),
                    losers.getOrDefault(event, Set.of()),
                    leftOut(rows.getString(6)))));
      }
    }
    return decided;
  }

  private PreparedStatement mine(Connection tx, String query) throws SQLException {
    PreparedStatement statement = tx.prepareStatement(query);
    statement.setString(1, workspace().value());
    return statement;
  }

  private static Map<String, String> leftOut(String json) {
    Map<String, String> leftOut = new TreeMap<>();
    if (json != null) {
      Json.read(json.getBytes(StandardCharsets.UTF_8), JsonNode.class)
          .forEach(each ->
              leftOut.put(
                  each.path("type").asText() + ":" + each.path("value").asText(),
                  each.path("reason").asText()));
    }
    return leftOut;
  }

  private Map<String, Person> people(Connection tx) throws SQLException {
    Map<String, Person> people = new TreeMap<>();
    try (PreparedStatement statement = mine(tx, PEOPLE);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        String id = rows.getString(1);
        Profile profile =
            ProfileCodec.read(workspace(), new ProfileId(id), rows.getLong(2), rows.getBytes(3));
        Map<String, Instant> since = new TreeMap<>();
        profile
            .since()
            .forEach(
                (identifier, at) -> since.put(identifier.type() + ":" + identifier.value(), at));
        people.put(id, new Person(since, profile.merges()));
      }
    }
    return people;
  }

  /** How many events, by the person at the end and the identifier that did not count. */
  private Map<List<String>, Long> conflicts(Connection tx) throws SQLException {
    Map<List<String>, Long> conflicts = new HashMap<>();
    try (PreparedStatement statement = mine(tx, CONFLICTS);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        conflicts.put(List.of(rows.getString(1), rows.getString(2)), rows.getLong(3));
      }
    }
    return conflicts;
  }

  private Map<String, String> survivors(Connection tx) throws SQLException {
    Map<String, String> survivors = new HashMap<>();
    try (PreparedStatement statement = mine(tx, SURVIVORS);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        survivors.put(rows.getString(1), rows.getString(2));
      }
    }
    return survivors;
  }

  private static Map<List<String>, Long> expected(
      List<Answer> answers, Map<String, String> survivors) {
    Map<List<String>, Long> expected = new HashMap<>();
    for (Answer answer : answers) {
      for (List<String> conflict : answer.conflicts()) {
        String reason = conflict.get(0);
        String identifier = conflict.get(1);
        String profile = conflict.get(3);
        // That many people use one device is no question for anybody.
        if (!identifier.startsWith("anonymous_id:")
            || Set.of("too-many-merges", "may-not-merge").contains(reason)) {
          expected.merge(
              List.of(survivors.getOrDefault(profile, profile), identifier), 1L, Long::sum);
        }
      }
    }
    return expected;
  }

  private static Identifier identifier(String named) {
    int colon = named.indexOf(':');
    return new Identifier(named.substring(0, colon), named.substring(colon + 1));
  }
}
