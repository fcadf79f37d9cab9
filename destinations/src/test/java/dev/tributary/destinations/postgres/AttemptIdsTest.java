package dev.tributary.destinations.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.contracts.Ids;
import dev.tributary.destinations.TestDatabase;
import dev.tributary.local.infra.ServiceDatabase;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AttemptIdsTest {
  private final Ids ids = new Ids(Clock.systemUTC(), new SecureRandom());

  @Test
  void theNewestTwentyAreKeptInTheirOrder() throws SQLException {
    ServiceDatabase database = TestDatabase.migrated("destinations");
    List<String> attempts = new ArrayList<>();
    byte[] stored = null;
    try (Connection connection =
            DriverManager.getConnection(
                database.address(), database.worker().user(), database.worker().password());
        PreparedStatement statement =
            connection.prepareStatement(
                "select %s from (select ?::bytea as attempt_ids) d"
                    .formatted(AttemptIds.APPENDED))) {
      for (int i = 0; i < 25; i++) {
        String attempt = ids.next(Housekeeping.ATTEMPT);
        attempts.add(attempt);
        statement.setBytes(1, AttemptIds.stored(attempt));
        statement.setBytes(2, stored);
        try (ResultSet rows = statement.executeQuery()) {
          rows.next();
          stored = rows.getBytes(1);
        }
        assertThat(AttemptIds.read(stored))
            .isEqualTo(attempts.subList(Math.max(0, attempts.size() - 20), attempts.size()));
      }
    }
  }

  @Test
  void noneAreStoredAsNull() {
    assertThat(AttemptIds.read(null)).isEmpty();
  }

  @Test
  void anotherIdIsRefused() {
    assertThatThrownBy(() -> AttemptIds.stored("run_01975c3e-7d5a-7000-8000-000000000001"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
