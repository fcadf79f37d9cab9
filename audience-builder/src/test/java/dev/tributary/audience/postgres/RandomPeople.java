package dev.tributary.audience.postgres;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.audience.membership.Person;
import dev.tributary.audience.membership.PersonData;
import dev.tributary.audience.rule.Rule.Call;
import dev.tributary.audience.rule.Rule.EventKind;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.id.EventId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.ProfileRef;
import dev.tributary.runtime.replica.Merge;
import dev.tributary.runtime.replica.PostgresProfileReplica;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Random people of a workspace, some merged into others, with what they have and did. */
final class RandomPeople {
  private static final List<String> VALUES =
      List.of(
          "\"pro\"",
          "\"free\"",
          "1",
          "1.0",
          "2.5",
          "true",
          "null",
          "\"2026-03-01\"",
          "\"2026-03-01T10:00:00Z\"",
          "[\"pro\",\"pro\",3]",
          "{\"city\":\"Utrecht\"}");
  private static final List<String> NAMES = List.of("plan", "score", "since", "tags", "home");
  private static final List<EventKind> KINDS =
      List.of(
          new EventKind(Call.TRACK, "Bought"),
          new EventKind(Call.TRACK, "Seen"),
          new EventKind(Call.PAGE, "Home"),
          new EventKind(Call.PAGE, null),
          new EventKind(Call.GROUP, null));

  private final Random random;
  private final WorkspaceId workspace;
  private final List<Person> people = new ArrayList<>();
  private final Map<ProfileId, ProfileId> into = new HashMap<>();
  private final List<EventFacts.Fact> facts = new ArrayList<>();

  RandomPeople(Random random, WorkspaceId workspace, int size) {
    this.random = random;
    this.workspace = workspace;
    for (int i = 0; i < size; i++) {
      ProfileId profile = new ProfileId("%s_%03d".formatted(workspace, i));
      boolean alias = i > 0 && random.nextInt(4) == 0;
      if (alias) {
        into.put(profile, people.get(random.nextInt(i)).profile());
      }
      // What tells of the alias may come before what tells that the person is gone.
      boolean merged = alias && random.nextBoolean();
      int part = random.nextInt(Topic.PROFILES.partitions());
      Map<String, JsonNode> traits = new HashMap<>();
      object().properties().forEach(each -> traits.put(each.getKey(), each.getValue()));
      people.add(
          new Person(workspace, profile, part, 1, new PersonData(traits, Map.of()), 0, merged));
      for (int event = random.nextInt(5); event > 0; event--) {
        facts.add(
            new EventFacts.Fact(
                new EventId(profile + "_" + event),
                workspace,
                profile,
                KINDS.get(random.nextInt(KINDS.size())),
                random.nextInt(100_000),
                object()));
      }
    }
  }

  private ObjectNode object() {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (String name : NAMES) {
      if (random.nextBoolean()) {
        object.set(name, json(VALUES.get(random.nextInt(VALUES.size()))));
      }
    }
    return object;
  }

  private static JsonNode json(String text) {
    try {
      return Json.MAPPER.readTree(text);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  void store(Connection tx) throws SQLException {
    new PersonStore().put(tx, people);
    new EventFacts().add(tx, facts);
    new PostgresProfileReplica(tx)
        .merge(
            into.entrySet().stream()
                .map(each -> new Merge(new ProfileRef(workspace, each.getKey()), each.getValue()))
                .toList());
  }

  /** People who are somebody by themselves. */
  List<Person> present() {
    return people.stream().filter(person -> !into.containsKey(person.profile())).toList();
  }

  List<EventFacts.Fact> facts() {
    return facts;
  }

  ProfileId root(ProfileId profile) {
    return into.containsKey(profile) ? root(into.get(profile)) : profile;
  }
}
