package dev.tributary.audience.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.audience.TestDatabase;
import dev.tributary.audience.rule.Answer;
import dev.tributary.audience.rule.Facts;
import dev.tributary.audience.rule.Rule.Call;
import dev.tributary.audience.rule.Rule.EventKind;
import dev.tributary.audience.rule.RuleDependencies.Needed;
import dev.tributary.contracts.id.EventId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.ProfileRef;
import dev.tributary.runtime.replica.Merge;
import dev.tributary.runtime.replica.PostgresProfileReplica;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PeopleFactsTest {
  private static final WorkspaceId WORKSPACE = new WorkspaceId("shop");
  private static final EventKind ANY_PAGE = new EventKind(Call.PAGE, null);
  private static final EventKind BOUGHT = new EventKind(Call.TRACK, "Bought");
  private static final Needed WHENEVER = new Needed(false, Answer.FOREVER);
  private static TestDatabase database;

  @BeforeAll
  static void start() throws SQLException {
    database = TestDatabase.migrated();
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  /** The survivor and one who was merged into it, each with what they did. */
  @BeforeEach
  void merge() throws SQLException {
    database.clear();
    try (Connection tx = database.worker().getConnection()) {
      new EventFacts()
          .add(
              tx,
              List.of(
                  fact("evt_1", new ProfileId("gone"), new EventKind(Call.PAGE, "Home"), 100),
                  fact("evt_2", new ProfileId("gone"), BOUGHT, 200),
                  fact("evt_3", new ProfileId("kept"), BOUGHT, 300)));
      new PostgresProfileReplica(tx)
          .merge(
              List.of(
                  new Merge(
                      new ProfileRef(WORKSPACE, new ProfileId("gone")), new ProfileId("kept"))));
    }
  }

  @Test
  void twoWhoShareEventsSeeEachOnce() throws SQLException {
    var found =
        read(
            question(new ProfileId("kept"), WHENEVER, 1_000),
            question(new ProfileId("gone"), WHENEVER, 1_000));
    assertThat(ids(found, new ProfileId("kept"), BOUGHT))
        .containsExactlyInAnyOrder("evt_2", "evt_3");
    assertThat(ids(found, new ProfileId("kept"), ANY_PAGE)).containsExactly("evt_1");
    assertThat(ids(found, new ProfileId("gone"), BOUGHT)).containsExactly("evt_2");
    assertThat(ids(found, new ProfileId("gone"), ANY_PAGE)).containsExactly("evt_1");
  }

  @Test
  void whoAsksForMoreGetsIt() throws SQLException {
    Needed lately = new Needed(false, 10);
    Needed withProperties = new Needed(true, Answer.FOREVER);
    var found =
        read(
            question(new ProfileId("kept"), lately, 205),
            question(new ProfileId("gone"), withProperties, 205));
    assertThat(ids(found, new ProfileId("kept"), BOUGHT)).contains("evt_2", "evt_3");
    assertThat(found.get(new ProfileId("gone")).apply(BOUGHT))
        .singleElement()
        .satisfies(event -> assertThat(event.properties().path("of").asText()).isEqualTo("evt_2"));
  }

  private static PeopleFacts.Question question(ProfileId profile, Needed needed, long earliest) {
    return new PeopleFacts.Question(
        new ProfileRef(WORKSPACE, profile), Map.of(BOUGHT, needed, ANY_PAGE, needed), earliest);
  }

  private static Map<ProfileId, Function<EventKind, List<Facts.Event>>> read(
      PeopleFacts.Question... questions) throws SQLException {
    try (Connection tx = database.worker().getConnection()) {
      return new PeopleFacts().read(tx, List.of(questions));
    }
  }

  private static List<String> ids(
      Map<ProfileId, Function<EventKind, List<Facts.Event>>> found,
      ProfileId profile,
      EventKind kind) {
    return found.get(profile).apply(kind).stream().map(event -> event.id().value()).toList();
  }

  private static EventFacts.Fact fact(String id, ProfileId profile, EventKind kind, long at) {
    ObjectNode properties = JsonNodeFactory.instance.objectNode().put("of", id);
    return new EventFacts.Fact(new EventId(id), WORKSPACE, profile, kind, at, properties);
  }
}
