package dev.tributary.audience.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tributary.audience.TestDatabase;
import dev.tributary.audience.membership.MemberTraits;
import dev.tributary.audience.membership.MemberTraits.Members;
import dev.tributary.audience.membership.MemberTraits.Names;
import dev.tributary.audience.membership.MemberTraits.Page;
import dev.tributary.audience.membership.MemberTraits.Position;
import dev.tributary.audience.membership.MemberTraits.Row;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.postgres.RequestDatabase;
import dev.tributary.testkit.lane.Lane;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The members of an audience page by page, while members change. */
class PostgresMemberTraitsTest {
  private static final WorkspaceId SHOP = new WorkspaceId("wsp_shop");
  private static final AudienceId VIPS = new AudienceId("aud_1");
  private static final Members MEMBERS = new Members(SHOP, VIPS, 2);
  private static final int PARTS = 4;
  private static TestDatabase database;

  private MemberTraits people;

  @BeforeAll
  static void start() throws SQLException {
    database = TestDatabase.migrated();
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  @BeforeEach
  void anAudience() throws SQLException {
    database.clear();
    people = new PostgresMemberTraits(new RequestDatabase(database.request()));
    execute(
        """
        insert into audience_state (audience, workspace, definition_version, stage, active)
        values ('aud_1', 'wsp_shop', 1, 'settled', 2)\
        """);
  }

  @Test
  void manyPagesHaveEachMemberExactlyOnceWhileOthersEnterAndLeave() throws SQLException {
    long seed = Lane.seed();
    Random random = new Random(seed);
    Set<ProfileId> stay = new HashSet<>();
    for (int i = 0; i < 60; i++) {
      decide("prf_s%02d".formatted(i), i, true, "{\"plan\":\"pro\"}");
      stay.add(new ProfileId("prf_s%02d".formatted(i)));
    }
    List<ProfileId> read = new ArrayList<>();
    int pages = 0;
    Optional<Position> next = Optional.of(Position.START);
    while (next.isPresent()) {
      // Before, at and after the place that the read has reached.
      int other = random.nextInt(40);
      decide("prf_r%02d".formatted(other), other, random.nextBoolean(), "{}");
      Page page = people.page(MEMBERS, next.get(), 3).orElseThrow();
      assertThat(page.rows()).hasSizeLessThanOrEqualTo(3);
      page.rows().stream().map(Row::profile).forEach(read::add);
      next = page.next();
      pages++;
    }
    assertThat(pages).as("seed %d", seed).isGreaterThan(20);
    assertThat(read).as("seed %d", seed).doesNotHaveDuplicates().containsAll(stay);
  }

  @Test
  void aMemberHasItsTraitsAndSinceWhenItIsOne() throws SQLException {
    decide("prf_1", 0, true, "{\"plan\":\"pro\"}");
    decide("prf_2", 0, true, null);
    Page page = people.page(MEMBERS, Position.START, 10).orElseThrow();
    assertThat(page.next()).isEmpty();
    assertThat(page.rows())
        .extracting(Row::since, row -> row.traits().toString())
        .containsExactly(
            tuple(Instant.ofEpochMilli(7), "{\"plan\":\"pro\"}"),
            tuple(Instant.ofEpochMilli(7), "{}"));
  }

  /** Otherwise, one query would read all profiles until it finds the next member. */
  @Test
  void aPageEndsAlsoWithoutAMember() throws SQLException {
    for (int i = 0; i < 9; i++) {
      decide("prf_%d".formatted(i), 0, i == 8, "{\"t%d\":1}".formatted(i));
    }
    Page first = people.page(MEMBERS, Position.START, 4).orElseThrow();
    assertThat(first.rows()).isEmpty();
    assertThat(first.next()).contains(new Position(0, new ProfileId("prf_3")));
    assertThat(people.names(MEMBERS, Position.START, 4))
        .isEqualTo(new Names(Set.of(), 0, first.next()));
    Page last = people.page(MEMBERS, new Position(0, new ProfileId("prf_7")), 4).orElseThrow();
    assertThat(last.rows()).extracting(Row::profile).containsExactly(new ProfileId("prf_8"));
    assertThat(people.names(MEMBERS, new Position(0, new ProfileId("prf_7")), 4))
        .isEqualTo(new Names(Set.of("t8"), 1, Optional.empty()));
  }

  @Test
  void theNamesOfAPageAreThoseOfItsMembers() throws SQLException {
    for (int i = 0; i < 8; i++) {
      decide("prf_%d".formatted(i), i, i % 2 == 0, "{\"t%d\":1,\"all\":2}".formatted(i));
    }
    Set<String> names = new HashSet<>();
    int members = 0;
    Optional<Position> next = Optional.of(Position.START);
    while (next.isPresent()) {
      Names page = people.names(MEMBERS, next.get(), 3);
      names.addAll(page.traits());
      members += page.members();
      next = page.next();
    }
    assertThat(members).isEqualTo(4);
    assertThat(names).containsExactlyInAnyOrder("all", "t0", "t2", "t4", "t6");
  }

  /** Consent of another version of the person may be out of date. */
  @Test
  void aPurposeFindsOnlyMembersWhoHaveGrantedConsentForIt() throws SQLException {
    for (int i = 0; i < 5; i++) {
      decide("prf_%d".formatted(i), i, i != 1, "{\"t%d\":1}".formatted(i));
    }
    answered("prf_0", "{\"marketing\":\"granted\",\"orders\":\"denied\"}", 1);
    answered("prf_1", "{\"marketing\":\"granted\"}", 1);
    answered("prf_2", "{\"marketing\":\"denied\",\"orders\":\"granted\"}", 1);
    answered("prf_3", "{\"marketing\":\"granted\"}", 0);
    Members allowing = MEMBERS.allowing("marketing");
    Page page = people.page(allowing, Position.START, 10).orElseThrow();
    assertThat(page.rows()).extracting(Row::profile).containsExactly(new ProfileId("prf_0"));
    assertThat(people.names(allowing, Position.START, 10))
        .isEqualTo(new Names(Set.of("t0"), 1, Optional.empty()));
    assertThat(people.page(MEMBERS, Position.START, 10).orElseThrow().rows()).hasSize(4);
  }

  private static void answered(String profile, String consent, long version) throws SQLException {
    execute(
        "update person set consent = '%s', consent_version = %d where profile = '%s'"
            .formatted(consent, version, profile));
  }

  @Test
  void thereAreNoPagesOfARuleThatWasReplaced() throws SQLException {
    decide("prf_1", 0, true, "{}");
    execute("update audience_state set active = 3");
    assertThat(people.page(MEMBERS, Position.START, 10)).isEmpty();
    assertThat(people.inForce(SHOP, VIPS)).contains(new Members(SHOP, VIPS, 3));
  }

  /**
   * Stores a decision of the generation in force.
   *
   * @param traits JSON; null if the profile was merged into another
   */
  private static void decide(String profile, int place, boolean member, @Nullable String traits)
      throws SQLException {
    int part = place % PARTS;
    execute(
        """
        insert into person (profile, workspace, part, version, traits, evaluated_at, merged)
        values ('%s', 'wsp_shop', %d, 1, '%s', 0, %s) on conflict do nothing\
        """
            .formatted(profile, part, traits == null ? "{\"old\":1}" : traits, traits == null),
        """
        insert into membership
          (profile, generation, workspace, audience, part, member, published, sequence, since)
        values ('%1$s', 2, 'wsp_shop', 'aud_1', %2$d, %3$s, true, 1, 7)
        on conflict (profile, generation) do update set member = excluded.member\
        """
            .formatted(profile, part, member));
  }

  private static void execute(String... statements) throws SQLException {
    try (Connection tx = database.worker().getConnection();
        Statement statement = tx.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    }
  }
}
