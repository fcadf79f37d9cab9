package dev.tributary.identity.kafka;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.row.RowChange;
import dev.tributary.identity.acceptance.LogPosition;
import dev.tributary.identity.claim.IdentifierReader;
import dev.tributary.identity.postgres.ShadowTables;
import dev.tributary.identity.postgres.ShadowTables.ReadRow;
import dev.tributary.identity.profile.TraitPolicies;
import dev.tributary.identity.trial.PastInput;
import dev.tributary.identity.trial.Shadow;
import dev.tributary.identity.trial.Watch;
import dev.tributary.runtime.loop.DatabaseFailures;
import dev.tributary.runtime.loop.Input;
import dev.tributary.runtime.loop.Poll;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Takes the history of a workspace in once more, into a shadow, under rules of its own: by what
 * decides every day, one input after the other, in the order of acceptance. Rows stand where their
 * run began, and what is still known of inputs that the log has forgotten before all others.
 * Confined to one thread.
 */
public final class Replay {
  private static final Logger LOG = Logger.getLogger(Replay.class);
  private static final int PAGE = 2_000;
  private static final int AT_ONCE = 500;

  private final Connection tx;
  private final Shadow shadow;
  private final PastLog log;
  private final PeopleModels models;
  private final IdentityEffects effects;
  private final Retelling retelling;
  private final ShadowTables tables = new ShadowTables();
  private final List<Input> batch = new ArrayList<>();

  /** The rows of the batch, the newest of each key. */
  private final Map<String, ReadRow> rows = new LinkedHashMap<>();

  private final Recollecting recollecting;
  private boolean recollected;
  private @Nullable Input row;
  private long done;
  private long gone;
  private @Nullable Instant reached;

  /**
   * @param tx that does not commit by itself
   * @param reader by which identifiers are read in the shadow
   * @param horizon what was accepted before may be forgotten
   */
  public Replay(
      Connection tx,
      Shadow shadow,
      PastLog log,
      PeopleModels models,
      Ids ids,
      IdentifierReader reader,
      TraitPolicies policies,
      Instant horizon) {
    this.tx = tx;
    this.shadow = shadow;
    this.log = log;
    this.models = models;
    InForce rules = new InForce(Map.of(shadow.name(), reader), Map.of(shadow.name(), policies));
    this.effects = new IdentityEffects(models, ids, (_, _) -> rules, _ -> {});
    this.retelling = new Retelling(tx, shadow, reader);
    this.recollecting = new Recollecting(tx, shadow, reader, horizon, models, effects);
  }

  /**
   * How far it came.
   *
   * @param inputs that were taken in, rows left out
   * @param gone inputs that the log no longer holds
   * @param reached when the last one was accepted; null before the first
   */
  public record Progress(long inputs, long gone, @Nullable Instant reached) {}

  /** Takes in what was accepted so far; again, what has been since. */
  public Progress run(Watch watch) throws Exception {
    long all = tables.list(tx, shadow);
    tx.commit();
    if (!recollected) {
      recollecting.beforeTheLog(watch);
    }
    log.readOn();
    row = log.nextRow(watch);
    List<PastInput> page = page();
    while (!page.isEmpty() && !watch.stopped()) {
      take(page, watch);
      flush();
      watch.done(done, all);
      page = page();
    }
    takeRows(Instant.MAX, watch);
    flush();
    if (!recollected && !watch.stopped()) {
      recollecting.afterTheLog(watch);
      recollected = true;
    }
    return new Progress(done, gone, reached);
  }

  private List<PastInput> page() throws SQLException {
    List<PastInput> page = tables.page(tx, shadow, done, PAGE);
    tx.commit();
    return page;
  }

  private void take(List<PastInput> page, Watch watch) throws Exception {
    Map<LogPosition, Input> inputs = log.at(page, watch);
    for (PastInput past : page) {
      takeRows(past.acceptedAt(), watch);
      if (watch.stopped()) {
        return;
      }
      take(past, inputs.get(past.position()));
    }
  }

  private void take(PastInput past, @Nullable Input input) throws Exception {
    done = past.number();
    reached = past.acceptedAt();
    if (input == null) {
      gone++;
    } else if (Retelling.isCommand(input)) {
      // Whom it means depends on everything before.
      flush();
      takeCommand(input, past);
    } else {
      add(retelling.event(input));
    }
  }

  private void takeCommand(Input input, PastInput past) throws Exception {
    try {
      retelling.command(input, past).ifPresent(batch::add);
    } catch (RuntimeException e) {
      setAside(retelling.verbatim(input), e);
    }
  }

  /** Those of runs that began no later. */
  private void takeRows(Instant until, Watch watch) throws Exception {
    while (row != null && !watch.stopped() && !Retelling.at(row).isAfter(until)) {
      takeRow(row);
      row = log.nextRow(watch);
    }
  }

  private void takeRow(Input input) throws Exception {
    RowChange change;
    String id;
    String key;
    try {
      change = retelling.row(input);
      id = MessageHeaders.from(input.headers()).id();
      key = change.model() + ' ' + change.keyText();
    } catch (RuntimeException e) {
      LOG.warnf(e, "%s at %d was set aside when it came", input.partition(), input.offset());
      return;
    }
    boolean mapped = models.mapping(change.model(), change.modelVersion()).isPresent();
    rows.merge(key, new ReadRow(change, id, mapped), ReadRow::newer);
    add(retelling.row(input, change));
  }

  private void add(Input input) throws Exception {
    batch.add(input);
    if (batch.size() >= AT_ONCE) {
      flush();
    }
  }

  private void flush() throws Exception {
    apply(List.copyOf(batch));
    note(rows.values());
    batch.clear();
    rows.clear();
  }

  /** Notes rows as read; one that cannot be noted alone was never applied anywhere. */
  private void note(Collection<ReadRow> read) throws SQLException {
    try {
      tables.read(tx, shadow, read);
      tx.commit();
    } catch (SQLException e) {
      tx.rollback();
      if (DatabaseFailures.ofTheDatabase(e) != null) {
        throw e;
      }
      if (read.size() > 1) {
        for (ReadRow each : read) {
          note(List.of(each));
        }
      }
    }
  }

  /** As the loop does: whoever fails is found by halving, and set aside. */
  private void apply(List<Input> inputs) throws Exception {
    if (inputs.isEmpty()) {
      return;
    }
    for (int repeat = 0; ; repeat++) {
      try {
        effects.apply(tx, new Poll(inputs, Map.of(), null));
        tx.commit();
        return;
      } catch (InterruptedException e) {
        throw e;
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
      setAside(
          inputs.getFirst(),
          failure instanceof Exception e
              ? e
              : new IllegalStateException("Too deeply nested", failure));
    } else {
      apply(inputs.subList(0, size / 2));
      apply(inputs.subList(size / 2, size));
    }
  }

  private void setAside(Input input, Exception failure) throws Exception {
    LOG.warnf(failure, "A replay sets aside %s at %d", input.partition(), input.offset());
    effects.setAside(tx, input, failure);
    tx.commit();
  }
}
