package dev.tributary.identity.postgres.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.postgres.OwnDatabase;
import dev.tributary.identity.search.PeopleQueries.Recent;
import dev.tributary.identity.search.RecentPlace;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The list of recent people, if one person has very many of the newest events. */
class RecentPeopleTest {
  private static final WorkspaceId WORKSPACE = new WorkspaceId("wsp_1");
  private static final ProfileId BUSY = new ProfileId("prf_busy");
  private static final int EVENTS_OF_BUSY = 20_000;
  private static final int OTHERS = 300;

  private final OwnDatabase database = OwnDatabase.migrated();
  private final PostgresPeopleQueries people = new PostgresPeopleQueries(database.requests());

  @BeforeEach
  void onePersonHasTheNewestEvents() throws SQLException {
    try (Connection worker = database.worker().getConnection()) {
      // The later the number, the earlier the event.
      people(worker);
      for (int other = 0; other < OTHERS; other++) {
        events(worker, other(other), EVENTS_OF_BUSY + other, 1);
      }
      events(worker, BUSY, 0, EVENTS_OF_BUSY);
    }
  }

  @Test
  void aPersonWithVeryManyEventsDoesNotEmptyTheList() {
    Recent recent = recent(null, 25);
    assertThat(recent.people()).containsExactlyElementsOf(expected(25));
    assertThat(recent.next()).isNotNull();
  }

  @Test
  void thePartAfterAPersonWithVeryManyEventsIsFull() {
    Recent first = recent(null, 1);
    assertThat(first.people()).containsExactly(BUSY);
    assertThat(recent(first.next(), 25).people())
        .containsExactlyElementsOf(expected(26).subList(1, 26));
  }

  @Test
  void partsTogetherHaveEachPersonOnceInOrder() {
    List<ProfileId> all = new ArrayList<>();
    Recent part = recent(null, 70);
    all.addAll(part.people());
    while (part.next() != null) {
      part = recent(part.next(), 70);
      all.addAll(part.people());
    }
    assertThat(all).containsExactlyElementsOf(expected(OTHERS + 1));
  }

  private Recent recent(@Nullable RecentPlace after, int limit) {
    return people.recent(WORKSPACE, after, limit);
  }

  private static List<ProfileId> expected(int count) {
    return Stream.concat(
            Stream.of(BUSY), IntStream.range(0, OTHERS).mapToObj(RecentPeopleTest::other))
        .limit(count)
        .toList();
  }

  private static ProfileId other(int number) {
    return new ProfileId("prf_%03d".formatted(number));
  }

  private static void people(Connection worker) throws SQLException {
    try (PreparedStatement insert =
        worker.prepareStatement(
            """
            insert into profile (workspace, profile, version, document)
            select 'wsp_1', profile, 1, '' from unnest(?::text[]) profile\
            """)) {
      insert.setArray(1, worker.createArrayOf("text", ProfileId.values(expected(OTHERS + 1))));
      insert.executeUpdate();
    }
  }

  /** Events one second apart, the first of them this many seconds before the newest of all. */
  private static void events(Connection worker, ProfileId of, int secondsBefore, int count)
      throws SQLException {
    try (PreparedStatement insert =
        worker.prepareStatement(
            """
            insert into accepted_event (
              workspace, event, source, type, message_hash, repeat, content_hash, topic, part,
              position, outcome, profile, happened_at, received_at, accepted_at)
            select 'wsp_1', event.id, 'src_1', 'track', '', event.id, '', 'events', 0, n, 'applied',
              ?, event.at, event.at, event.at
            from generate_series(?, ?) n
            cross join lateral (
              select 'evt_' || n as id,
                timestamptz '2026-03-01 10:00:00Z' - n * interval '1 second' as at) event\
            """)) {
      insert.setString(1, of.value());
      insert.setInt(2, secondsBefore);
      insert.setInt(3, secondsBefore + count - 1);
      insert.executeUpdate();
    }
  }
}
