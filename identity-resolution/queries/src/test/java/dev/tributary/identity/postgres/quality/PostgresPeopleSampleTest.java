package dev.tributary.identity.postgres.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.postgres.OwnDatabase;
import dev.tributary.identity.profile.Profile;
import dev.tributary.identity.profile.TraitPolicies;
import dev.tributary.identity.quality.PeopleSample;
import dev.tributary.identity.quality.TraitQualitySurvey;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PostgresPeopleSampleTest {
  private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

  private final OwnDatabase database = OwnDatabase.migrated();

  @Test
  void fewPeopleAreAllLookedAt() throws SQLException {
    come(700, Duration.ofHours(1));
    TraitQualitySurvey survey = new TraitQualitySurvey("NL");
    assertThat(sample(Duration.ofMinutes(1)).show(new WorkspaceId("wsp_1"), survey)).isEqualTo(700);
    assertThat(survey.people()).isEqualTo(700);
    assertThat(survey.result(700).getFirst().distinct()).isEqualTo(700);
  }

  @Test
  void ofManyPeopleASampleIsRead() throws SQLException {
    come(25_000, Duration.ofMinutes(1));
    TraitQualitySurvey survey = new TraitQualitySurvey("NL");
    assertThat(sample(Duration.ofMinutes(1)).show(new WorkspaceId("wsp_1"), survey))
        .isEqualTo(25_000);
    assertThat(survey.people()).isEqualTo(TraitQualitySurvey.MOST_PEOPLE);
    assertThat(survey.result(25_000).getFirst().distinct()).isEqualTo(25_000);
  }

  /** More people are counted only up to a limit. The estimate has two digits and an error of 1%. */
  @Test
  void theNumberOfVeryManyPeopleIsEstimatedFromTheSample() throws SQLException {
    come(25_000, Duration.ofMinutes(1));
    PostgresPeopleSample estimating =
        new PostgresPeopleSample(
            database.requests(), Clock.systemUTC(), Duration.ofMinutes(1), 20_000);
    Arrivals one = new Arrivals(1);
    assertThat(estimating.show(new WorkspaceId("wsp_1"), one)).isBetween(24_000L, 26_000L);
    assertThat(one.people).isEqualTo(1);
  }

  @Test
  void peopleOfAnImportHaveTheSameChanceAsThoseWhoCameOneByOne() throws SQLException {
    come(20_000, Duration.ZERO);
    comeLater(5_000, Duration.ofMinutes(1));
    Arrivals all = new Arrivals(TraitQualitySurvey.MOST_PEOPLE);
    assertThat(sample(Duration.ofMinutes(1)).show(new WorkspaceId("wsp_1"), all)).isEqualTo(25_000);
    assertThat(all.people).isEqualTo(TraitQualitySurvey.MOST_PEOPLE);
    assertThat(all.later / (double) all.people).isCloseTo(0.2, within(0.03));
  }

  @Test
  void aSampleThatEndsEarlyIsAsUnbiased() throws SQLException {
    come(20_000, Duration.ZERO);
    comeLater(5_000, Duration.ofMinutes(1));
    Arrivals few = new Arrivals(2_000);
    sample(Duration.ofMinutes(1)).show(new WorkspaceId("wsp_1"), few);
    assertThat(few.people).isEqualTo(2_000);
    assertThat(few.later / (double) few.people).isCloseTo(0.2, within(0.05));
  }

  @Test
  void theSamePeopleAreReadEachTime() throws SQLException {
    come(11_000, Duration.ofMinutes(1));
    Arrivals once = new Arrivals(500);
    Arrivals again = new Arrivals(500);
    sample(Duration.ofMinutes(1)).show(new WorkspaceId("wsp_1"), once);
    sample(Duration.ofMinutes(1)).show(new WorkspaceId("wsp_1"), again);
    assertThat(again.ids).isEqualTo(once.ids).hasSize(500);
  }

  /** Without the index, the planner would have to sort all people. */
  @Test
  void anIndexHasTheIdsInTheOrderOfTheirHashes() throws SQLException {
    come(100, Duration.ofMinutes(1));
    List<String> plan =
        database
            .requests()
            .inWorkspace(
                new WorkspaceId("wsp_1"),
                tx -> {
                  tx.execute("set local enable_sort = off");
                  return tx.createQuery("explain " + PostgresPeopleSample.CHOSEN)
                      .bind("workspace", "wsp_1")
                      .bind("limit", TraitQualitySurvey.MOST_PEOPLE)
                      .mapTo(String.class)
                      .list();
                });
    assertThat(String.join("\n", plan)).contains("profile_by_hash").doesNotContain("Sort");
  }

  /** How many people of a sample came after the import. */
  private static final class Arrivals implements PeopleSample.Survey {
    private final List<ProfileId> ids = new ArrayList<>();
    private final int most;
    private int people;
    private int later;

    Arrivals(int most) {
      this.most = most;
    }

    @Override
    public void add(Profile person, TraitPolicies policies) {
      people++;
      ids.add(person.id());
      if (Ids.time(person.id().value()).isAfter(START)) {
        later++;
      }
    }

    @Override
    public boolean full() {
      return people >= most;
    }
  }

  @Test
  void whoeverHasNoPatienceSeesNobodyAndOthersWorkspacesAreTheirs() throws SQLException {
    come(10, Duration.ofHours(1));
    TraitQualitySurvey survey = new TraitQualitySurvey("NL");
    assertThat(sample(Duration.ZERO).show(new WorkspaceId("wsp_1"), survey)).isEqualTo(10);
    assertThat(survey.people()).isZero();
    assertThat(sample(Duration.ofMinutes(1)).show(new WorkspaceId("wsp_2"), survey)).isZero();
  }

  private PostgresPeopleSample sample(Duration patience) {
    return new PostgresPeopleSample(database.requests(), Clock.systemUTC(), patience);
  }

  /** One person after the other, each with a trait of their own. */
  private void come(int people, Duration apart) throws SQLException {
    come(START, people, apart);
  }

  /** People who come after those of {@link #START}. */
  private void comeLater(int people, Duration apart) throws SQLException {
    come(START.plus(apart), people, apart);
  }

  private void come(Instant first, int people, Duration apart) throws SQLException {
    Random random = new Random(people);
    try (Connection worker = database.worker().getConnection();
        PreparedStatement insert =
            worker.prepareStatement(
                "insert into profile (workspace, profile, version, document)"
                    + " values ('wsp_1', ?, 1, ?)")) {
      worker.setAutoCommit(false);
      for (int i = 0; i < people; i++) {
        Clock then = Clock.fixed(first.plus(apart.multipliedBy(i)), ZoneOffset.UTC);
        insert.setString(1, new Ids(then, random).next(Ids.PROFILE));
        insert.setBytes(2, document(i));
        insert.addBatch();
      }
      insert.executeBatch();
      worker.commit();
    }
  }

  private static byte[] document(int number) {
    return """
    {"identifiers":[["user_id","u%1$d",1]],
     "traits":{"name":{"src_1":["n%1$d",1,"evt_1",0]}},"consent":{},
     "subscriptions":{},"firstSeen":1,"lastSeen":1}\
    """
        .formatted(number)
        .getBytes(StandardCharsets.UTF_8);
  }
}
