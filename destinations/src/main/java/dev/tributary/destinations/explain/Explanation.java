package dev.tributary.destinations.explain;

import dev.tributary.destinations.funnel.Step;
import dev.tributary.destinations.ledger.State;
import dev.tributary.destinations.sync.Catalogue.Sync;
import dev.tributary.destinations.sync.SyncSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far one person gets on the way of a sync.
 *
 * @param stop why the person gets no further; null if the destination has exactly the current
 *     content, or has received it
 * @param row the row of the ledger that shows it; null if there is none
 * @param remainders what became of earlier deliveries, if the person's consent does not allow the
 *     sync; empty otherwise
 */
public record Explanation(
    Sync sync, @Nullable Stop stop, @Nullable LedgerRow row, List<Remainder> remainders) {

  Explanation(Sync sync, @Nullable Stop stop, @Nullable LedgerRow row) {
    this(sync, stop, row, List.of());
  }

  /** The steps of such a sync, in order. */
  public List<Step> steps() {
    return switch (sync.spec().from()) {
      case SyncSource.Audience _, SyncSource.Profiles() -> List.of(Step.values());
      case SyncSource.Events _ -> List.of(Step.PEOPLE, Step.CONSENT, Step.SENT, Step.ACCEPTED);
      case SyncSource.Model _ ->
          stop instanceof Stop.SendsRows
              ? List.of(Step.PEOPLE)
              : List.of(Step.PEOPLE, Step.CONSENT, Step.SENT, Step.ACCEPTED);
    };
  }

  /** Whether the destination has received the current content, and never confirms more. */
  public boolean received() {
    return stop == null && row != null && row.state() == State.ACCEPTED;
  }

  public boolean reaches(Step step) {
    return stop == null || step.compareTo(stop.missed()) < 0;
  }
}
