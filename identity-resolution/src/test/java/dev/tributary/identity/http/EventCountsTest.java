package dev.tributary.identity.http;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each test sets what is counted: the counts themselves are tested beside {@code SourceHours}. */
@QuarkusTest
@QuarkusTestResource(RealParts.class)
class EventCountsTest {
  private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.HOURS);

  @Inject
  @DataSource("worker")
  AgroalDataSource worker;

  private TestWorkspace workspace;

  @BeforeEach
  void aWorkspaceIsKnown() {
    workspace = new TestWorkspace(RealParts.kafka());
  }

  @Test
  void hoursWithoutEventsAreZeroAndHoursThatAreNotCountedAreMissing() throws SQLException {
    counted(quoted(hours(4)), quoted(hours(1)));
    events("src_1", hours(4), 5);
    events("src_1", hours(2), 7);
    events("src_2", hours(2), 1);
    workspace
        .viewer()
        .get(workspace.path("/events/counts?from=" + hours(6)))
        .then()
        .statusCode(200)
        .body("countedUntil", equalTo(hours(1)))
        .body("data.at", contains(hours(4), hours(3), hours(2)))
        .body("data.events", contains(5, 0, 8));
    workspace
        .viewer()
        .get(workspace.path("/events/counts?source=src_2&to=" + hours(2)))
        .then()
        .body("data.events", contains(0, 0));
    workspace
        .viewer()
        .get(workspace.path("/events/counts?source=src_2&from=" + hours(2)))
        .then()
        .body("data.events", contains(1));
  }

  @Test
  void nothingIsSaidBeforeTheFirstCountAndOfOtherWorkspaces() throws SQLException {
    counted("null", "null");
    workspace
        .viewer()
        .get(workspace.path("/events/counts"))
        .then()
        .statusCode(200)
        .body("countedUntil", nullValue())
        .body("data", empty());
    counted(quoted(hours(3)), quoted(hours(1)));
    events("src_1", hours(2), 9);
    TestWorkspace other = new TestWorkspace(RealParts.kafka());
    other.viewer().get(other.path("/events/counts")).then().body("data.events", contains(0, 0));
  }

  @Test
  void aRangeOfMoreThanAMonthIsRefused() {
    workspace
        .viewer()
        .get(workspace.path("/events/counts?from=2026-01-01T00:00:00Z&to=2026-03-01T00:00:00Z"))
        .then()
        .statusCode(400)
        .body("detail", containsString("31 days"));
  }

  private static String hours(int ago) {
    return NOW.minus(ago, ChronoUnit.HOURS).toString();
  }

  private static String quoted(String time) {
    return "'" + time + "'";
  }

  private void counted(String since, String until) throws SQLException {
    execute("update source_hour_reader set since = %s, until = %s".formatted(since, until));
  }

  private void events(String source, String at, int events) throws SQLException {
    execute(
        "insert into source_hour (workspace, source, at, events) values ('%s', '%s', '%s', %d)"
            .formatted(workspace.id(), source, at, events));
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = worker.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
