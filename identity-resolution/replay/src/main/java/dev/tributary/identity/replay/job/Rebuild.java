package dev.tributary.identity.replay.job;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.Ids;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.command.Command;
import dev.tributary.contracts.id.EventId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.identity.claim.IdentifierReader;
import dev.tributary.identity.job.Job;
import dev.tributary.identity.job.JobContext;
import dev.tributary.identity.job.JobFailure;
import dev.tributary.identity.job.JobKind;
import dev.tributary.identity.replay.RebuildProgress;
import dev.tributary.identity.replay.RebuildResult;
import dev.tributary.identity.replay.RebuildSpec;
import dev.tributary.identity.replay.ReplayCopy;
import dev.tributary.identity.replay.ReplayJobKinds;
import dev.tributary.identity.store.replay.RebuildStore;
import dev.tributary.identity.store.replay.RebuildStore.Ending;
import dev.tributary.identity.store.replay.ReplayConnection;
import dev.tributary.identity.store.replay.ReplayStores;
import dev.tributary.identity.store.replay.ReplayTransaction;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/**
 * Decides all profiles anew. It replays the history into a replay copy; then it asks the loop, for
 * some profiles at a time, to replace them by the result. Inputs that arrive during the rebuild go
 * to the workspace and to the copy, until the two do not differ. A repeated rebuild reaches the
 * same result: profiles that are right already do not change.
 */
public final class Rebuild implements JobKind {
  private static final int AT_ONCE = 20;
  private static final int MOST_ROUNDS = 20;
  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
  private static final String NOT_DONE =
      "Some profiles could not be rebuilt; %s in quarantine says why";

  private final Replays replays;
  private final RetryingSender commands;
  private final Clock clock;
  private final Duration bound;

  /**
   * @param commands sends a command, and returns the id of its event
   * @param bound the time limit for the replay
   */
  public Rebuild(
      Replays replays, Function<Command, EventId> commands, Clock clock, Duration bound) {
    this.replays = replays;
    this.commands = new RetryingSender(commands, clock);
    this.clock = clock;
    this.bound = bound;
  }

  @Override
  public String name() {
    return ReplayJobKinds.REBUILD;
  }

  @Override
  public JsonNode run(Job job, JobContext context) throws Exception {
    RebuildSpec spec = Json.MAPPER.treeToValue(job.spec(), RebuildSpec.class);
    RebuildResult result =
        replays.within(
            job,
            Ids.REBUILD,
            (tx, stores, copy, log) -> {
              IdentifierReader reader =
                  replays.reader(job.workspace(), spec.rules(), spec.rulesVersion());
              Replay replay = replays.replay(tx, copy, log, reader);
              RebuildResult decided =
                  new Rounds(job, context, spec, tx, stores, copy, replay).run();
              stores.links().copy(copy.name(), job.workspace());
              tx.commit();
              return decided;
            });
    return Json.MAPPER.valueToTree(result);
  }

  /** One running rebuild. */
  private final class Rounds {
    private final Job job;
    private final JobContext context;
    private final RebuildSpec spec;
    private final ReplayConnection tx;
    private final ReplayTransaction stores;
    private final ReplayCopy copy;
    private final Replay replay;

    /** Quarantined inputs that were redriven: each is redriven once. */
    private final Set<String> redriven = new HashSet<>();

    private RebuildProgress progress =
        new RebuildProgress(RebuildProgress.READING, 0, 0, null, 0, 0);

    Rounds(
        Job job,
        JobContext context,
        RebuildSpec spec,
        ReplayConnection tx,
        ReplayTransaction stores,
        ReplayCopy copy,
        Replay replay) {
      this.job = job;
      this.context = context;
      this.spec = spec;
      this.tx = tx;
      this.stores = stores;
      this.copy = copy;
      this.replay = replay;
    }

    private ReplayStores copies() {
      return stores.replays();
    }

    /** A watch with a new time limit, for each replay of newly arrived inputs. */
    private DryRunWatch watch() {
      return new DryRunWatch(
          tx,
          copy,
          context,
          clock,
          bound,
          reading -> {
            progress = RebuildProgress.reading(reading);
            return Json.MAPPER.valueToTree(progress);
          });
    }

    RebuildResult run() throws Exception {
      List<ProfileId> before = List.of();
      for (int round = 0; round < MOST_ROUNDS; round++) {
        DryRunWatch watch = watch();
        replay.run(watch);
        context.check();
        if (watch.timeIsUp()) {
          throw new JobFailure(
              "Reading the history took longer than %d minutes".formatted(bound.toMinutes()));
        }
        redriveQuarantined();
        List<ProfileId> others = copies().differences().differing(copy);
        tx.commit();
        if (others.isEmpty() || others.equals(before)) {
          return result(others.isEmpty());
        }
        replaceProfiles(others);
        before = others;
      }
      return result(false);
    }

    /** Redrives quarantined inputs that name a profile under these rules. */
    private void redriveQuarantined() throws JobFailure {
      List<EventId> events = new ArrayList<>();
      List<String> page = copies().differences().countNow(copy, "");
      while (!page.isEmpty()) {
        for (String input : page) {
          if (redriven.add(input)) {
            Command redrive =
                new Command.Redrive(job.workspace(), input, job.createdBy(), clock.instant());
            events.add(commands.send(redrive, context));
          }
        }
        page = copies().differences().countNow(copy, page.getLast());
      }
      tx.commit();
      await(events);
    }

    private void replaceProfiles(List<ProfileId> others) throws Exception {
      Deque<ProfileId> left = new ArrayDeque<>(others);
      while (!left.isEmpty()) {
        checkRules();
        List<ProfileId> some = new ArrayList<>();
        while (!left.isEmpty() && some.size() < AT_ONCE) {
          some.add(left.removeFirst());
        }
        EventId event =
            commands.send(
                new Command.RebuildPeople(
                    job.workspace(),
                    copy.name().value(),
                    job.createdBy(),
                    clock.instant(),
                    spec.rulesVersion(),
                    some),
                context);
        if (!await(List.of(event)).isEmpty()) {
          throw new JobFailure(NOT_DONE.formatted(event));
        }
        copies().rebuilds().waiting(copy, some).forEach(left::addFirst);
        long changed = copies().rebuilds().people(job.workspace(), job.id());
        tx.commit();
        context.progress(Json.MAPPER.valueToTree(progress.switching(changed, left.size())));
      }
    }

    private void checkRules() throws JobFailure {
      long inForce = replays.readerInForce(stores, job.workspace()).version();
      tx.commit();
      if (inForce != spec.rulesVersion()) {
        throw new JobFailure(
            "The rules were changed meanwhile, from version %d to %d; ask for another rebuild"
                .formatted(spec.rulesVersion(), inForce));
      }
    }

    /**
     * Waits until the loop has processed the commands.
     *
     * @return the commands that it could not process
     */
    private List<EventId> await(Collection<EventId> events) {
      while (!copies().commands().ended(job.workspace(), events)) {
        tx.commit();
        context.check();
        LockSupport.parkNanos(LOOK_AGAIN.toNanos());
      }
      List<EventId> failed = copies().commands().failed(job.workspace(), events);
      tx.commit();
      return failed;
    }

    private RebuildResult result(boolean complete) {
      Map<Ending, Long> results = copies().rebuilds().counts(copy);
      RebuildStore.Changes changes = copies().rebuilds().changes(job.workspace(), job.id());
      tx.commit();
      return new RebuildResult(
          changes.people(),
          changes.joined(),
          changes.parted(),
          results.getOrDefault(Ending.PARTLY, 0L),
          results.getOrDefault(Ending.TOO_LARGE, 0L),
          complete);
    }
  }
}
