package dev.tributary.destinations.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.destinations.ledger.Priority;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SyncTurnsTest {
  private static final DestinationId DESTINATION = new DestinationId("dst_1");
  private static final SyncId OLD = new SyncId("syn_old");
  private static final SyncId OTHER = new SyncId("syn_other");
  private static final SyncId NEW = new SyncId("syn_new");

  private final SyncTurns turns = new SyncTurns();

  @Test
  void eachSyncHasATurnBeforeOneHasItsSecond() {
    assertThat(served(6, OLD, OTHER, NEW)).containsExactly(OLD, OTHER, NEW, OLD, OTHER, NEW);
  }

  @Test
  void aSyncWhoseRowsAreDueFromNowOnHasTheNextTurn() {
    assertThat(served(3, OLD)).containsOnly(OLD);
    assertThat(served(3, OLD, NEW)).containsExactly(NEW, OLD, NEW);
  }

  @Test
  void lanesAndDestinationsHaveTurnsOfTheirOwn() {
    List<SyncId> due = List.of(OLD, NEW);
    turns.had(DESTINATION, Priority.LIVE, OLD, due);
    assertThat(turns.next(DESTINATION, Priority.LIVE, due)).isEqualTo(NEW);
    assertThat(turns.next(DESTINATION, Priority.BACKFILL, due)).isEqualTo(OLD);
    assertThat(turns.next(new DestinationId("dst_2"), Priority.LIVE, due)).isEqualTo(OLD);
  }

  private List<SyncId> served(int times, SyncId... due) {
    List<SyncId> served = new ArrayList<>();
    for (int n = 0; n < times; n++) {
      SyncId next = turns.next(DESTINATION, Priority.LIVE, List.of(due));
      turns.had(DESTINATION, Priority.LIVE, next, List.of(due));
      served.add(next);
    }
    return served;
  }
}
