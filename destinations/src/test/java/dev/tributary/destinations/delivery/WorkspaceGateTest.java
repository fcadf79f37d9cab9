package dev.tributary.destinations.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.connector.Connectors;
import dev.tributary.destinations.connector.EffectClass;
import dev.tributary.destinations.postgres.PostgresCatalogue;
import dev.tributary.destinations.sync.Catalogue;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What one workspace does holds up no other, and changes nothing that is known of another. */
class WorkspaceGateTest {
  private static final String OTHER = "wsp_2";

  @Test
  void aBackfillWaitsForPollsOfItsOwnWorkspaceOnly() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A);
        Connection poll = bench.worker.getConnection();
        Connection walk = bench.worker.getConnection()) {
      PostgresCatalogue catalogue = new PostgresCatalogue(new Connectors(List.of()));
      poll.setAutoCommit(false);
      catalogue.forApplying(
          poll, Set.of(new WorkspaceId("wsp_busy"), new WorkspaceId("wsp_busy_too")));
      try (Statement statement = walk.createStatement()) {
        statement.execute("set lock_timeout = '100ms'");
      }
      walk.setAutoCommit(false);
      catalogue.forWalking(walk, new WorkspaceId("wsp_free"));
      walk.commit();
      assertThatExceptionOfType(SQLException.class)
          .isThrownBy(() -> catalogue.forWalking(walk, new WorkspaceId("wsp_busy")))
          .satisfies(e -> assertThat(e.getSQLState()).isEqualTo("55P03"));
      walk.rollback();
      poll.commit();
      catalogue.forWalking(walk, new WorkspaceId("wsp_busy"));
      walk.rollback();
    }
  }

  @Test
  void anEditedDefinitionIsReadAnewOfItsWorkspaceOnly() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A);
        Connection tx = bench.worker.getConnection()) {
      DestinationId destination = bench.destination();
      SyncId sync = bench.profileSync(destination);
      bench.copyDefinitionsTo(new WorkspaceId(OTHER));
      Catalogue before = bench.catalogue.read(tx);
      bench.execute(
          "update definition set version = 2 where workspace = '%s'".formatted(Bench.WORKSPACE));
      Catalogue after = bench.catalogue.forApplying(tx, Set.of(Bench.WORKSPACE));
      assertThat(after.sync(sync).orElseThrow().version()).isEqualTo(2);
      assertThat(after.sync(new SyncId(sync + "_2")).orElseThrow())
          .isSameAs(before.sync(new SyncId(sync + "_2")).orElseThrow());
      assertThat(bench.catalogue.read(tx)).isSameAs(after);
    }
  }
}
