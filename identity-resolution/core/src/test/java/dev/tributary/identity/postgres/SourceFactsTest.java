package dev.tributary.identity.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tributary.contracts.fact.Fact;
import dev.tributary.contracts.fact.Fact.Cadence;
import dev.tributary.contracts.fact.WorkspaceFact;
import dev.tributary.contracts.id.SourceId;
import dev.tributary.contracts.id.WorkspaceId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SourceFactsTest {
  private static final Instant NOON = Instant.parse("2026-04-15T12:00:00Z");

  private final OwnDatabase database = OwnDatabase.migrated();
  private int events;

  @Test
  void aSourceIsHeardByTheMinuteAndAnewWhenAskedLater() throws SQLException {
    accepted(new WorkspaceId("wsp_1"), "src_1", NOON.minusSeconds(185));
    accepted(new WorkspaceId("wsp_1"), "src_1", NOON.minusSeconds(182));
    accepted(new WorkspaceId("wsp_1"), "src_1", NOON.minusSeconds(1));
    accepted(new WorkspaceId("wsp_2"), "src_2", NOON.minusSeconds(30));
    assertThat(heard(new WorkspaceId("wsp_1"), NOON))
        .extracting(Cadence::source, Cadence::last, Cadence::activeMinutes)
        .containsExactly(tuple(new SourceId("src_1"), NOON.minusSeconds(1), 2L));

    accepted(new WorkspaceId("wsp_1"), "src_1", NOON.plusSeconds(3));
    assertThat(heard(new WorkspaceId("wsp_1"), NOON.plusSeconds(5)))
        .extracting(Cadence::last, Cadence::activeMinutes)
        .containsExactly(tuple(NOON.plusSeconds(3), 3L));
  }

  @Test
  void workspacesThatAreAskedForTogetherHaveTheSameFactsAsAlone() throws SQLException {
    WorkspaceId one = new WorkspaceId("wsp_1");
    WorkspaceId two = new WorkspaceId("wsp_2");
    WorkspaceId silent = new WorkspaceId("wsp_3");
    accepted(one, "src_1", NOON.minusSeconds(600));
    accepted(two, "src_2", NOON.minusSeconds(400));
    accepted(one, "src_1", NOON.minusSeconds(1));
    capped(two);
    SourceFacts facts =
        new SourceFacts(database.worker(), Clock.fixed(NOON.plusSeconds(9), ZoneOffset.UTC));
    List<WorkspaceFact> alone =
        Stream.of(one, two, silent)
            .flatMap(each -> facts.facts(each).stream().map(fact -> new WorkspaceFact(each, fact)))
            .toList();
    assertThat(alone)
        .extracting(each -> each.fact().getClass().getSimpleName())
        .containsExactlyInAnyOrder("Cadence", "Cadence", "CappedPeople");
    assertThat(facts.facts(Set.of(one, two, silent))).containsExactlyInAnyOrderElementsOf(alone);
  }

  @Test
  void whatIsReplayedBesideTheLiveOnesIsNoSignOfLife() throws SQLException {
    execute("insert into replay_copy (name, workspace) values (?, ?)", "wsp_1~", "wsp_1");
    accepted(new WorkspaceId("wsp_1~"), "src_1", NOON.minusSeconds(30));
    assertThat(heard(new WorkspaceId("wsp_1~"), NOON)).isEmpty();
    accepted(new WorkspaceId("wsp_1"), "src_1", NOON.minusSeconds(20));
    assertThat(heard(new WorkspaceId("wsp_1"), NOON.plusSeconds(5))).hasSize(1);
  }

  private List<Cadence> heard(WorkspaceId workspace, Instant now) {
    Clock clock = Clock.fixed(now, ZoneOffset.UTC);
    List<Fact> facts = new SourceFacts(database.worker(), clock).facts(workspace);
    return facts.stream().map(Cadence.class::cast).toList();
  }

  private void capped(WorkspaceId workspace) throws SQLException {
    execute(
        "insert into profile (workspace, profile, version, document) values (?, 'prf_1', 1, '')",
        workspace.value());
    execute(
        "insert into capped_profile (workspace, profile) values (?, 'prf_1')", workspace.value());
  }

  private void accepted(WorkspaceId workspace, String source, Instant at) throws SQLException {
    execute(
        """
        insert into accepted_event (workspace, event, source, type, name, message_hash, repeat,
          content_hash, topic, part, position, outcome, profile, happened_at, received_at,
          accepted_at)
        select workspace, event, source, 'track', 'Seen', sha256(convert_to(event, 'UTF8')), '', '',
          'events', 0, 1, 'applied', 'prf_1', at, at, at
        from (values (?, ?, ?, ?::timestamptz)) e(workspace, source, event, at)\
        """,
        workspace.value(),
        source,
        "evt_" + ++events,
        at.toString());
  }

  private void execute(String sql, String... values) throws SQLException {
    try (Connection worker = database.worker().getConnection();
        PreparedStatement statement = worker.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setString(i + 1, values[i]);
      }
      statement.execute();
    }
  }
}
