package dev.tributary.identity.replay.job;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.Ids;
import dev.tributary.contracts.Json;
import dev.tributary.identity.acceptance.AcceptedEvent;
import dev.tributary.identity.claim.IdentifierReader;
import dev.tributary.identity.job.Job;
import dev.tributary.identity.job.JobContext;
import dev.tributary.identity.job.JobKind;
import dev.tributary.identity.replay.DryRunReport;
import dev.tributary.identity.replay.DryRunSpec;
import dev.tributary.identity.replay.ReplayCopy;
import dev.tributary.identity.replay.ReplayJobKinds;
import dev.tributary.identity.store.replay.DryRunComparison.Extent;
import dev.tributary.identity.store.replay.ReplayConnection;
import dev.tributary.identity.store.replay.ReplayTransaction;
import java.time.Clock;
import java.time.Duration;

/**
 * A dry run of identity rules: replays the history under these rules into a replay copy, and
 * reports how the profiles would change. The copy is deleted afterwards.
 */
public final class RulesDryRun implements JobKind {
  private final Replays replays;
  private final Clock clock;
  private final Duration bound;

  /**
   * @param bound the time limit for the replay
   */
  public RulesDryRun(Replays replays, Clock clock, Duration bound) {
    this.replays = replays;
    this.clock = clock;
    this.bound = bound;
  }

  @Override
  public String name() {
    return ReplayJobKinds.TRIAL;
  }

  @Override
  public JsonNode run(Job job, JobContext context) throws Exception {
    DryRunSpec spec = Json.MAPPER.treeToValue(job.spec(), DryRunSpec.class);
    IdentifierReader tried = replays.reader(job.workspace(), spec.rules(), spec.basedOn() + 1);
    DryRunReport report =
        replays.within(
            job,
            Ids.RULES_TRIAL,
            (tx, stores, copy, log) -> {
              Replay replay = replays.replay(tx, copy, log, tried);
              DryRunWatch watch =
                  new DryRunWatch(tx, copy, context, clock, bound, Json.MAPPER::valueToTree);
              Replay.Progress progress = replay.run(watch);
              if (!watch.stopped()) {
                // Replays the inputs that have arrived since, so that few are missing.
                progress = replay.run(watch);
              }
              context.check();
              return compared(tx, stores, copy, tried, extent(watch, progress));
            });
    return Json.MAPPER.valueToTree(report);
  }

  private Extent extent(DryRunWatch watch, Replay.Progress progress) {
    return new Extent(
        !watch.timeIsUp(),
        progress.inputs(),
        progress.gone(),
        progress.reached(),
        clock.instant().minus(AcceptedEvent.KEPT));
  }

  private DryRunReport compared(
      ReplayConnection tx,
      ReplayTransaction stores,
      ReplayCopy copy,
      IdentifierReader tried,
      Extent extent) {
    return tx.snapshot(() -> {
      IdentifierReader inForce = replays.readerInForce(stores, copy.workspace());
      return stores.replays().comparison().report(copy, inForce, tried, extent);
    });
  }
}
