package dev.tributary.identity.replay.job;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.row.RowChange;
import dev.tributary.identity.acceptance.LogEntry;
import dev.tributary.identity.claim.IdentifierReader;
import dev.tributary.identity.claim.Origin;
import dev.tributary.identity.input.LogRecord;
import dev.tributary.identity.input.LoopInputReader;
import dev.tributary.identity.input.PeopleModels;
import dev.tributary.identity.loop.ActiveRules;
import dev.tributary.identity.loop.InputProcessor;
import dev.tributary.identity.profile.TraitPolicies;
import dev.tributary.identity.rebuild.RebuildCommands;
import dev.tributary.identity.replay.HistoricalInput;
import dev.tributary.identity.replay.ProgressListener;
import dev.tributary.identity.replay.ReplayCopy;
import dev.tributary.identity.store.StoreFailure;
import dev.tributary.identity.store.replay.ReplayConnection;
import dev.tributary.identity.store.replay.ReplayCopyStore;
import dev.tributary.identity.store.replay.ReplayCopyStore.ReadRow;
import dev.tributary.identity.store.replay.ReplayTransaction;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Replays the history of a workspace into a replay copy, under rules of its own. The same code as
 * in the loop decides one input after the other, in the order of acceptance. A row is replayed at
 * the time when its run began. What is still known of inputs that the log has deleted is replayed
 * before all others. Confined to one thread.
 */
public final class Replay {
  private static final System.Logger LOG = System.getLogger(Replay.class.getName());
  private static final int PAGE = 2_000;
  private static final int AT_ONCE = 500;

  /** How often a transaction is repeated if other transactions have made it fail. */
  private static final int REPEATS = 3;

  private final ReplayConnection tx;
  private final ReplayCopy copy;
  private final InputHistory log;
  private final PeopleModels models;
  private final InputProcessor<ReplayTransaction> processor;
  private final CommandReplay commandReplay;
  private final ReplayCopyStore tables;
  private final List<LogRecord> batch = new ArrayList<>();

  /** The rows of the batch, in each version. */
  private final List<ReadRow> rows = new ArrayList<>();

  private final ReplaySeeding seeding;
  private final Instant horizon;
  private boolean seeded;
  private @Nullable LogRecord row;
  private long done;
  private long gone;
  private @Nullable Instant reached;

  /**
   * @param reader with which identifiers are read in the replay copy
   * @param horizon the log may have deleted inputs that were accepted before this time
   */
  public Replay(
      ReplayConnection tx,
      ReplayCopy copy,
      InputHistory log,
      PeopleModels models,
      Ids ids,
      IdentifierReader reader,
      TraitPolicies policies,
      Instant horizon) {
    this.tx = tx;
    ReplayTransaction stores = tx.stores();
    this.tables = stores.replays().copies();
    this.copy = copy;
    this.log = log;
    this.horizon = horizon;
    this.models = models;
    ActiveRules rules = new ActiveRules(Map.of(copy.name(), reader), Map.of(copy.name(), policies));
    this.processor =
        new InputProcessor<>(
            new LoopInputReader(models), ids, (_, _) -> rules, new RebuildCommands(ids), _ -> {});
    this.commandReplay = new CommandReplay(stores, copy, reader);
    this.seeding = new ReplaySeeding(tx, copy, reader, horizon, models, processor);
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

  private List<HistoricalInput> page() {
    List<HistoricalInput> page = tables.page(copy, done, PAGE);
    tx.commit();
    return page;
  }

  private void take(List<HistoricalInput> page, ProgressListener watch) throws Exception {
    Map<LogEntry, LogRecord> inputs = log.at(page, watch);
    for (HistoricalInput historical : page) {
      takeRows(historical.acceptedAt(), watch);
      if (watch.stopped()) {
        return;
      }
      take(historical, inputs.get(historical.in(copy.workspace())));
    }
  }

  private void take(HistoricalInput historical, @Nullable LogRecord input) throws Exception {
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

  private void takeCommand(LogRecord input, HistoricalInput historical) throws Exception {
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

  private void takeRow(LogRecord input) throws Exception {
    RowChange change;
    Origin.Row origin;
    String id;
    try {
      change = commandReplay.row(input);
      origin = new Origin.Row(change.model(), change.keyText());
      id = MessageHeaders.from(input.headers()).id();
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, input.position() + " was quarantined when it arrived", e);
      return;
    }
    boolean mapped = models.mapping(change.model(), change.modelVersion()).isPresent();
    rows.add(new ReadRow(change, origin, id, mapped));
    add(commandReplay.row(input, change));
  }

  private void add(LogRecord input) throws Exception {
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
  private void note(List<ReadRow> read) {
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
  private void apply(List<LogRecord> inputs) throws Exception {
    if (inputs.isEmpty()) {
      return;
    }
    for (int repeat = 0; ; repeat++) {
      try {
        processor.process(tx.stores(), inputs);
        tx.commit();
        return;
      } catch (Exception | StackOverflowError e) {
        tx.rollback();
        Exception database = tx.ofTheDatabase(e);
        if (database == null) {
          isolate(inputs, e);
          return;
        }
        if (repeat == REPEATS || !tx.isRepeatable(database)) {
          throw database;
        }
      }
    }
  }

  private void isolate(List<LogRecord> inputs, Throwable failure) throws Exception {
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

  private void quarantine(LogRecord input, Exception failure) throws Exception {
    LOG.log(Level.WARNING, "A replay quarantines " + input.position(), failure);
    processor.quarantine(tx.stores(), input, failure);
    tx.commit();
  }
}
