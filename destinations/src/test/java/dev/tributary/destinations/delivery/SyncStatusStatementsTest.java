package dev.tributary.destinations.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.destinations.connector.EffectClass;
import dev.tributary.destinations.postgres.queries.SyncStatusQueries;
import dev.tributary.runtime.postgres.RequestDatabase;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SyncStatusStatementsTest {

  @Test
  void fiftySyncsNeedAsManyStatementsAsOneAndNoneReadsDeliveries() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId destination = bench.destination();
      List<SyncId> syncs = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        SyncId sync = bench.eventSync(destination);
        bench.pause(sync);
        bench.status.startRun(Bench.WORKSPACE, sync, 1);
        syncs.add(sync);
      }
      List<String> ofOne = new ArrayList<>();
      assertThat(reading(bench, ofOne).of(Bench.WORKSPACE, syncs.subList(0, 1))).hasSize(1);
      List<String> ofAll = new ArrayList<>();
      assertThat(reading(bench, ofAll).of(Bench.WORKSPACE, syncs))
          .hasSize(50)
          .allSatisfy((sync, status) -> {
            assertThat(status.stop()).isNotNull();
            assertThat(status.run()).isNotNull();
          });
      assertThat(ofAll).isEqualTo(ofOne).hasSizeLessThan(6);
      assertThat(ofAll).noneMatch(sql -> sql.matches("(?s).*\\bdelivery\\b.*"));
    }
  }

  private static SyncStatusQueries reading(Bench bench, List<String> statements) {
    return new SyncStatusQueries(
        new RequestDatabase(RecordedStatements.recording(bench.request, statements)));
  }
}
