package dev.tributary.destinations.postgres.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.destinations.ledger.Priority;
import dev.tributary.destinations.ledger.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SyncTurnsTest {
  private static final DestinationId DESTINATION = new DestinationId("dst_1");
  private static final DueSync OLD = due("syn_old", 0);
  private static final DueSync NEW = due("syn_new", 60);
  private static final DueSync OTHER = due("syn_other", 30);

  private final SyncTurns turns = new SyncTurns();

  @Test
  void eachSyncHasATurnBeforeOneHasItsSecond() {
    assertThat(served(6, OLD, NEW, OTHER))
        .containsExactly("syn_old", "syn_other", "syn_new", "syn_old", "syn_other", "syn_new");
  }

  @Test
  void aSyncWhoseRowsAreDueFromNowOnHasTheNextTurn() {
    assertThat(served(3, OLD)).containsOnly("syn_old");
    assertThat(served(3, OLD, NEW)).containsExactly("syn_new", "syn_old", "syn_new");
  }

  @Test
  void lanesAndDestinationsHaveTurnsOfTheirOwn() {
    turns.had(DESTINATION, Priority.LIVE, OLD.sync(), List.of(OLD, NEW));
    assertThat(turns.next(DESTINATION, Priority.LIVE, List.of(OLD, NEW))).isEqualTo(NEW.sync());
    assertThat(turns.next(DESTINATION, Priority.BACKFILL, List.of(OLD, NEW))).isEqualTo(OLD.sync());
    assertThat(turns.next(new DestinationId("dst_2"), Priority.LIVE, List.of(OLD, NEW)))
        .isEqualTo(OLD.sync());
  }

  private List<String> served(int times, DueSync... due) {
    List<String> served = new ArrayList<>();
    for (int n = 0; n < times; n++) {
      SyncId next = turns.next(DESTINATION, Priority.LIVE, List.of(due));
      turns.had(DESTINATION, Priority.LIVE, next, Stream.of(due).toList());
      served.add(next.value());
    }
    return served;
  }

  private static DueSync due(String sync, long second) {
    return new DueSync(new SyncId(sync), State.PENDING, Instant.ofEpochSecond(second));
  }
}
