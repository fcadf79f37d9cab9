package dev.tributary.identity.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.contracts.audit.ReadEntry;
import dev.tributary.contracts.audit.ReadEntryBuilder;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.audit.FormerTrail.Batch;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class TrailHandoverTest {
  private final Deque<ReadEntry> stored = new ArrayDeque<>();
  private final List<String> published = new ArrayList<>();

  private int crashBefore = Integer.MAX_VALUE;
  private boolean crashBeforeDeletion;
  private int batches;

  @Test
  void everyEntryIsPublishedAndDeleted() {
    store(3 * TrailHandover.BATCH + 1);
    assertThat(handover().run()).isEqualTo(3 * TrailHandover.BATCH + 1);
    assertThat(published).hasSize(3 * TrailHandover.BATCH + 1).doesNotHaveDuplicates();
    assertThat(stored).isEmpty();
    assertThat(handover().run()).isZero();
  }

  @Test
  void aCrashBetweenTwoBatchesLosesAndRepeatsNothing() {
    store(3 * TrailHandover.BATCH);
    crashBefore = 2;
    assertThatThrownBy(() -> handover().run()).isInstanceOf(Crash.class);
    assertThat(published).hasSize(TrailHandover.BATCH);
    crashBefore = Integer.MAX_VALUE;
    handover().run();
    assertThat(published).hasSize(3 * TrailHandover.BATCH).doesNotHaveDuplicates();
    assertThat(stored).isEmpty();
  }

  /** The repeated entries have the same ids, so they have no further effect. */
  @Test
  void aCrashBeforeTheDeletionRepeatsOneBatchAndLosesNothing() {
    store(2 * TrailHandover.BATCH);
    crashBeforeDeletion = true;
    assertThatThrownBy(() -> handover().run()).isInstanceOf(Crash.class);
    crashBeforeDeletion = false;
    handover().run();
    assertThat(published).hasSize(3 * TrailHandover.BATCH);
    assertThat(published.stream().distinct()).hasSize(2 * TrailHandover.BATCH);
    assertThat(stored).isEmpty();
  }

  /** The process ends here. */
  private static final class Crash extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private TrailHandover handover() {
    return new TrailHandover(
        this::take, batch -> batch.reads().forEach(read -> published.add(read.id())));
  }

  private int take(int most, Consumer<Batch> receiver) {
    batches++;
    if (batches >= crashBefore) {
      throw new Crash();
    }
    List<ReadEntry> taken = stored.stream().limit(most).toList();
    Batch batch = new Batch(taken, List.of(), List.of());
    if (!taken.isEmpty()) {
      receiver.accept(batch);
      if (crashBeforeDeletion) {
        throw new Crash();
      }
      stored.removeAll(taken);
    }
    return taken.size();
  }

  private void store(int entries) {
    Instant at = Instant.parse("2026-03-01T10:00:00Z");
    for (int i = 0; i < entries; i++) {
      stored.add(
          ReadEntryBuilder.builder()
              .id("ade_" + i)
              .workspace(new WorkspaceId("wsp_1"))
              .actor("sub")
              .actorName("anna")
              .operation("readProfile")
              .profile(null)
              .part(null)
              .reads(1)
              .firstAt(at)
              .lastAt(at)
              .build());
    }
  }
}
