package dev.tributary.identity.kafka.replay;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.row.RowChange;
import dev.tributary.identity.acceptance.LogEntry;
import dev.tributary.identity.claim.IdentifierReader;
import dev.tributary.identity.claim.Origin;
import dev.tributary.identity.input.PeopleModels;
import dev.tributary.identity.kafka.IdentityEffects;
import dev.tributary.identity.loop.ActiveRules;
import dev.tributary.identity.profile.TraitPolicies;
import dev.tributary.identity.rebuild.RebuildCommands;
import dev.tributary.identity.replay.HistoricalInput;
import dev.tributary.identity.replay.ProgressListener;
import dev.tributary.identity.replay.ReplayCopy;
import dev.tributary.identity.store.StoreFailure;
import dev.tributary.identity.store.replay.ReplayCopyStore;
import dev.tributary.identity.store.replay.ReplayCopyStore.ReadRow;
import dev.tributary.identity.store.replay.ReplayTransaction;
import dev.tributary.runtime.loop.Input;
import dev.tributary.runtime.loop.Poll;
import dev.tributary.runtime.loop.failure.DatabaseFailures;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Replays the history of a workspace into a replay copy, under rules of its own. The same code as
 * in the loop decides one input after the other, in the order of acceptance. A row is replayed at
 * the time when its run began. What is still known of inputs that the log has deleted is replayed
 * before all others. Confined to one thread.
 */
public final class Replay {
  private static final Logger LOG = Logger.getLogger(Replay.class);
  private static final int PAGE = 2_000;
  private static final int AT_ONCE = 500;

  private final Connection tx;
  private final ReplayCopy copy;
  private final InputHistory log;
  private final PeopleModels models;
  private final IdentityEffects<ReplayTransaction> effects;
  private final CommandReplay commandReplay;
  private final ReplayCopyStore tables;
  private final List<Input> batch = new ArrayList<>();

  /** The rows of the batch, in each version. */
  private final List<ReadRow> rows = new ArrayList<>();

  private final ReplaySeeding seeding;
  private final Instant horizon;
  private boolean seeded;
  private @Nullable Input row;
  private long done;
  private long gone;
  private @Nullable Instant reached;

  /**
   * @param tx without automatic commit
   * @param transactions opens the stores in a transaction of the database
   * @param reader with which identifiers are read in the replay copy
   * @param horizon the log may have deleted inputs that were accepted before this time
   */
  public Replay(
      Connection tx,
      Function<Connection, ReplayTransaction> transactions,
      ReplayCopy copy,
      InputHistory log,
      PeopleModels models,
      Ids ids,
      IdentifierReader reader,
      TraitPolicies policies,
      Instant horizon) {
    this.tx = tx;
    ReplayTransaction stores = transactions.apply(tx);
    this.tables = stores.replays().copies();
    this.copy = copy;
    this.log = log;
    this.horizon = horizon;
    this.models = models;
    ActiveRules rules = new ActiveRules(Map.of(copy.name(), reader), Map.of(copy.name(), policies));
    this.effects =
        new IdentityEffects<>(
            transactions, new RebuildCommands(ids), models, ids, (_, _) -> rules, _ -> {});
    this.commandReplay = new CommandReplay(stores, copy, reader);
    this.seeding = new ReplaySeeding(tx, stores.replays(), copy, reader, horizon, models, effects);
  }

  /**
   * The progress of the replay.
   *
   * @param inputs that were processed, without rows
   * @param gone inputs that the log no longer holds
   * @param reached when the last processed input was accepted; null before the first
   */
  public record Progress(long inputs, long gone, @Nullable Instant reached) {}

  /**
   * Replays all inputs that have been accepted so far. A further call replays those that were
   * accepted since.
   */
  public Progress run(ProgressListener watch) throws Exception {
    tables.keepHorizon(copy, horizon);
    long all = tables.list(copy);
    tx.commit();
    if (!seeded) {
      seeding.beforeTheLog(watch);
    }
    log.readOn();
    row = log.nextRow(watch);
    List<HistoricalInput> page = page();
    while (!page.isEmpty() && !watch.stopped()) {
      take(page, watch);
      flush();
      watch.done(done, all);
      page = page();
    }
    takeRows(Instant.MAX, watch);
    flush();
    if (!seeded && !watch.stopped()) {
      seeding.afterTheLog(watch);
      seeded = true;
    }
    return new Progress(done, gone, reached);
  }

  private List<HistoricalInput> page() throws SQLException {
    List<HistoricalInput> page = tables.page(copy, done, PAGE);
    tx.commit();
    return page;
  }

  private void take(List<HistoricalInput> page, ProgressListener watch) throws Exception {
    Map<LogEntry, Input> inputs = log.at(page, watch);
    for (HistoricalInput historical : page) {
      takeRows(historical.acceptedAt(), watch);
      if (watch.stopped()) {
        return;
      }
      take(historical, inputs.get(historical.in(copy.workspace())));
    }
  }

  private void take(HistoricalInput historical, @Nullable Input input) throws Exception {
    done = historical.number();
    reached = historical.acceptedAt();
    if (input == null) {
      gone++;
    } else if (CommandReplay.isCommand(input)) {
      // The profile that a command means depends on all inputs before it.
      flush();
      takeCommand(input, historical);
    } else {
      add(commandReplay.event(input));
    }
  }

  private void takeCommand(Input input, HistoricalInput historical) throws Exception {
    try {
      commandReplay.command(input, historical).ifPresent(batch::add);
    } catch (RuntimeException e) {
      quarantine(commandReplay.verbatim(input), e);
    }
  }

  /** Replays the rows of runs that began at this time or before. */
  private void takeRows(Instant until, ProgressListener watch) throws Exception {
    while (row != null && !watch.stopped() && !CommandReplay.at(row).isAfter(until)) {
      takeRow(row);
      row = log.nextRow(watch);
    }
  }

  private void takeRow(Input input) throws Exception {
    RowChange change;
    Origin.Row origin;
    String id;
    try {
      change = commandReplay.row(input);
      origin = new Origin.Row(change.model(), change.keyText());
      id = MessageHeaders.from(input.headers()).id();
    } catch (RuntimeException e) {
      LOG.warnf(e, "%s at %d was quarantined when it arrived", input.partition(), input.offset());
      return;
    }
    boolean mapped = models.mapping(change.model(), change.modelVersion()).isPresent();
    rows.add(new ReadRow(change, origin, id, mapped));
    add(commandReplay.row(input, change));
  }

  private void add(Input input) throws Exception {
    batch.add(input);
    if (batch.size() >= AT_ONCE) {
      flush();
    }
  }

  private void flush() throws Exception {
    apply(List.copyOf(batch));
    note(List.copyOf(rows));
    batch.clear();
    rows.clear();
  }

  /** Records rows as read. A single row that cannot be recorded was never applied anywhere. */
  private void note(List<ReadRow> read) throws SQLException {
    try {
      tables.read(copy, newest(read));
      tables.readVersions(copy, read.stream().filter(ReadRow::mapped).toList());
      tx.commit();
    } catch (StoreFailure e) {
      tx.rollback();
      if (!e.ofTheData()) {
        throw e;
      }
      if (read.size() > 1) {
        for (ReadRow each : read) {
          note(List.of(each));
        }
      }
    }
  }

  /** The newest version for each key. */
  private static Collection<ReadRow> newest(List<ReadRow> read) {
    Map<Origin.Row, ReadRow> newest = new LinkedHashMap<>();
    for (ReadRow row : read) {
      newest.merge(row.origin(), row, ReadRow::newer);
    }
    return newest.values();
  }

  /**
   * Applies inputs like the loop: an input that fails is found by halving the batch, and
   * quarantined.
   */
  private void apply(List<Input> inputs) throws Exception {
    if (inputs.isEmpty()) {
      return;
    }
    for (int repeat = 0; ; repeat++) {
      try {
        effects.apply(tx, new Poll(inputs, Map.of(), null));
        tx.commit();
        return;
      } catch (Exception | StackOverflowError e) {
        tx.rollback();
        SQLException database = DatabaseFailures.ofTheDatabase(e);
        if (database == null) {
          isolate(inputs, e);
          return;
        }
        if (repeat == DatabaseFailures.DEADLOCK_REPEATS || !DatabaseFailures.isDeadlock(database)) {
          throw database;
        }
      }
    }
  }

  private void isolate(List<Input> inputs, Throwable failure) throws Exception {
    int size = inputs.size();
    if (size == 1) {
      quarantine(
          inputs.getFirst(),
          failure instanceof Exception e
              ? e
              : new IllegalStateException("Too deeply nested", failure));
    } else {
      apply(inputs.subList(0, size / 2));
      apply(inputs.subList(size / 2, size));
    }
  }

  private void quarantine(Input input, Exception failure) throws Exception {
    LOG.warnf(failure, "A replay quarantines %s at %d", input.partition(), input.offset());
    effects.quarantine(tx, input, failure);
    tx.commit();
  }
}
