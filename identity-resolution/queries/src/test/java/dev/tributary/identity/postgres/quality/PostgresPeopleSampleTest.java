package dev.tributary.identity.postgres.quality;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.postgres.OwnDatabase;
import dev.tributary.identity.quality.TraitQualitySurvey;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
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
  void ofManyThereAreSomeFromEveryTime() throws SQLException {
    come(25_000, Duration.ofMinutes(1));
    TraitQualitySurvey survey = new TraitQualitySurvey("NL");
    assertThat(sample(Duration.ofMinutes(1)).show(new WorkspaceId("wsp_1"), survey))
        .isEqualTo(25_000);
    assertThat(survey.people()).isBetween(9_000, TraitQualitySurvey.MOST_PEOPLE);
    assertThat(survey.result(25_000).getFirst().distinct()).isEqualTo(25_000);
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
    Random random = new Random(1);
    try (Connection worker = database.worker().getConnection();
        PreparedStatement insert =
            worker.prepareStatement(
                "insert into profile (workspace, profile, version, document)"
                    + " values ('wsp_1', ?, 1, ?)")) {
      worker.setAutoCommit(false);
      for (int i = 0; i < people; i++) {
        Clock then = Clock.fixed(START.plus(apart.multipliedBy(i)), ZoneOffset.UTC);
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
