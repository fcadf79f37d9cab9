package dev.tributary.destinations.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.contracts.Message;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.destinations.connector.EffectClass;
import dev.tributary.destinations.connector.Outcome;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/**
 * Two profiles with one match value, which partitions that are read in any order cause for a while
 * around each merge and unmerge.
 */
class SharedMatchValueTest {
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final AudienceId AUDIENCE = new AudienceId("aud_1");
  private static final String SHARED = "shared@example.org";
  private static final String LATER = "later@example.org";

  @Test
  void theMembershipGoesToTheMemberWhoTakesTheRecord() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId destination = list(bench);
      bench.apply(
          person(bench, new ProfileId("prf_1"), 1, SHARED),
          member(bench, new ProfileId("prf_1"), true, 1));
      delivered(bench, destination);

      bench.apply(
          person(bench, new ProfileId("prf_2"), 1, SHARED),
          member(bench, new ProfileId("prf_2"), true, 1));

      delivered(bench, destination);
      assertThat(memberships(bench, "prf_2")).isEqualTo(1);
      assertThat(memberships(bench, "prf_1")).isZero();
      assertThat(onTheList(bench, destination)).isEqualTo(1);
    }
  }

  @Test
  void aPersonOutsideTheAudienceLeavesTheMembershipOfAMemberAlone() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId destination = list(bench);
      bench.apply(
          person(bench, new ProfileId("prf_1"), 1, SHARED),
          member(bench, new ProfileId("prf_1"), true, 1));
      delivered(bench, destination);

      bench.apply(person(bench, new ProfileId("prf_2"), 1, SHARED));
      bench.apply(member(bench, new ProfileId("prf_2"), false, 1));

      delivered(bench, destination);
      assertThat(memberships(bench, "prf_1")).isEqualTo(1);
      assertThat(onTheList(bench, destination)).isEqualTo(1);

      bench.apply(member(bench, new ProfileId("prf_1"), false, 2));
      delivered(bench, destination);
      assertThat(onTheList(bench, destination)).isZero();
    }
  }

  @Test
  void aMatchValueThatOnePersonGivesUpBelongsToAnotherInTheSamePoll() throws Exception {
    for (boolean firstGivesUp : new boolean[] {true, false}) {
      try (Bench bench = Bench.allowing(EffectClass.A)) {
        DestinationId destination = bench.destination();
        bench.profileSync(destination);
        bench.engine();
        ProfileId gives = firstGivesUp ? new ProfileId("prf_1") : new ProfileId("prf_2");
        ProfileId takes = firstGivesUp ? new ProfileId("prf_2") : new ProfileId("prf_1");
        bench.apply(
            person(bench, new ProfileId("prf_1"), 1, "prf_1@example.org"),
            person(bench, new ProfileId("prf_2"), 1, "prf_2@example.org"));
        delivered(bench, destination);

        bench.apply(
            person(bench, gives, 2, "new@example.org"),
            person(bench, takes, 2, gives + "@example.org"));

        delivered(bench, destination);
        assertThat(owner(bench, "new@example.org")).isEqualTo(gives);
        assertThat(owner(bench, gives + "@example.org")).isEqualTo(takes);
        assertThat(bench.fake.store(destination).records)
            .containsAllEntriesOf(
                Map.of(
                    "rows/new@example.org",
                    name(gives),
                    "rows/" + gives + "@example.org",
                    name(takes)));
      }
    }
  }

  @Test
  void aRecordIsSentAgainOnceTheFormerOwnerHasLeftItsMatchValue() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId destination = bench.destination();
      bench.profileSync(destination);
      bench.engine();
      bench.apply(person(bench, new ProfileId("prf_1"), 1, SHARED));
      delivered(bench, destination);
      AtomicBoolean refuses = new AtomicBoolean(true);
      bench.fake.store(destination).behaviour =
          (_, item) ->
              item.matchValue().equals(LATER) && refuses.get()
                  ? new Outcome.Transient("HTTP 500", null)
                  : null;
      bench.apply(person(bench, new ProfileId("prf_1"), 2, LATER));
      await().atMost(BOUND).until(() -> bench.count(destination, "retrying") == 1);
      bench.apply(person(bench, new ProfileId("prf_2"), 1, SHARED));
      await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == 1);

      refuses.set(false);

      await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == 2);
      assertThat(bench.fake.store(destination).records)
          .isEqualTo(
              Map.of(
                  "rows/" + LATER,
                  name(new ProfileId("prf_1")),
                  "rows/" + SHARED,
                  name(new ProfileId("prf_2"))));
    }
  }

  private static DestinationId list(Bench bench) throws SQLException {
    DestinationId destination = bench.destination();
    bench.audienceSync(destination, "contacts", AUDIENCE);
    bench.engine();
    return destination;
  }

  private static Message person(Bench bench, ProfileId profile, long version, String email) {
    return bench.updated(Bench.person(profile, version, email, profile.value()));
  }

  private static String name(ProfileId profile) {
    return "{\"name\":\"" + profile + "\"}";
  }

  private static ProfileId owner(Bench bench, String key) throws SQLException {
    try (Connection connection = bench.worker.getConnection();
        PreparedStatement statement =
            connection.prepareStatement("select owner from delivery where record_key = ?")) {
      statement.setString(1, key);
      try (ResultSet rows = statement.executeQuery()) {
        assertThat(rows.next()).as(key).isTrue();
        return new ProfileId(rows.getString(1));
      }
    }
  }

  private static Message member(Bench bench, ProfileId profile, boolean enters, long sequence) {
    return bench.member(AUDIENCE, profile, enters, sequence, 1);
  }

  private static void delivered(Bench bench, DestinationId destination) {
    await()
        .atMost(BOUND)
        .until(() -> bench.busy() == 0 && bench.count(destination, "delivered") > 0);
  }

  private static long memberships(Bench bench, String owner) throws SQLException {
    return bench.number(
        "select count(*) from delivery where parent is not null and owner = '%s'".formatted(owner));
  }

  private static long onTheList(Bench bench, DestinationId destination) {
    return bench.fake.store(destination).records.keySet().stream()
        .filter(key -> key.startsWith("lists/"))
        .count();
  }
}
