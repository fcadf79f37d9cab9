package dev.tributary.identity.postgres.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.audit.AdministrationEntry;
import dev.tributary.contracts.audit.AdministrationEntry.Act;
import dev.tributary.contracts.audit.AdministrationEntry.Actor;
import dev.tributary.contracts.audit.AdministrationEntry.Origin;
import dev.tributary.contracts.audit.AdministrationEntry.Outcome;
import dev.tributary.contracts.audit.AdministrationEntry.Result;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.audit.AdministrationQueries;
import dev.tributary.identity.postgres.OwnDatabase;
import dev.tributary.identity.postgres.Retention;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdministrationRetentionTest {
  private static final Instant NOW = Instant.parse("2027-06-01T10:00:00Z");
  private static final Duration KEPT = Duration.ofDays(400);

  private final OwnDatabase database = OwnDatabase.migrated();
  private final PostgresAdministrationQueries trail =
      new PostgresAdministrationQueries(database.requests(), Clock.systemUTC());

  @Test
  void entriesOlderThan400DaysAreDeletedAndYoungerOnesAreNot() throws SQLException {
    add("ade_1", new WorkspaceId("wsp_1"), NOW.minus(KEPT).minusSeconds(1));
    add("ade_2", new WorkspaceId("wsp_1"), NOW.minus(KEPT).plusSeconds(1));
    add("ade_3", new WorkspaceId("wsp_1"), NOW);
    add("ade_1", new WorkspaceId("wsp_2"), NOW.minus(KEPT).minus(Duration.ofDays(30)));

    new Retention(database.worker()).forget(NOW);

    assertThat(ids(new WorkspaceId("wsp_1"))).containsExactly("ade_3", "ade_2");
    assertThat(ids(new WorkspaceId("wsp_2"))).isEmpty();
  }

  private void add(String id, WorkspaceId workspace, Instant at) throws SQLException {
    AdministrationEntry entry =
        new AdministrationEntry(
            id,
            workspace,
            at,
            new Actor("sub-anna", "anna", Actor.Kind.PERSON),
            new Act("changeDestination", "destination", "dst_1", "CRM"),
            new Result(Outcome.DONE, null, 1),
            new Origin("destinations", "request", null),
            List.of());
    try (Connection connection = database.worker().getConnection()) {
      connection.setAutoCommit(true);
      AdministrationEntries.add(connection, List.of(entry));
    }
  }

  private List<String> ids(WorkspaceId workspace) {
    return trail.list(workspace, AdministrationQueries.Filter.ALL, null, 10).stream()
        .map(AdministrationEntry::id)
        .toList();
  }
}
