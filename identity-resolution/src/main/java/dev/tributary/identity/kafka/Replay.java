package dev.tributary.identity.kafka;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.row.RowChange;
import dev.tributary.identity.acceptance.LogPosition;
import dev.tributary.identity.claim.IdentifierReader;
import dev.tributary.identity.postgres.ShadowTables;
import dev.tributary.identity.profile.TraitPolicies;
import dev.tributary.identity.trial.PastInput;
import dev.tributary.identity.trial.Shadow;
import dev.tributary.identity.trial.Watch;
import dev.tributary.runtime.loop.Input;
import dev.tributary.runtime.loop.Poll;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes the history of a workspace in once more, into a shadow, under rules of its own: by what
 * decides every day, one input after the other, in the order of acceptance. Rows stand where their
 * run began. Confined to one thread.
 */
public final class Replay {
  private static final int PAGE = 2_000;
  private static final int AT_ONCE = 500;

  private final Connection tx;
  private final Shadow shadow;
  private final PastLog log;
  private final IdentityEffects effects;
  private final Retelling retelling;
  private final ShadowTables tables = new ShadowTables();
  private final List<Input> batch = new ArrayList<>();

  /** The rows of the batch, the newest of each key. */
  private final Map<String, RowChange> rows = new LinkedHashMap<>();

  private @Nullable Input row;
  private long done;
  private long gone;
  private @Nullable Instant reached;

  /**
   * @param tx that does not commit by itself
   * @param reader by which identifiers are read in the shadow
   */
  public Replay(
      Connection tx,
      Shadow shadow,
      PastLog log,
      PeopleModels models,
      Ids ids,
      IdentifierReader reader,
      TraitPolicies policies) {
    this.tx = tx;
    this.shadow = shadow;
    this.log = log;
    InForce rules = new InForce(Map.of(shadow.name(), reader), Map.of(shadow.name(), policies));
    this.effects = new IdentityEffects(models, ids, (_, _) -> rules);
    this.retelling = new Retelling(tx, shadow, reader);
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
    log.readOn();
    row = log.nextRow();
    List<PastInput> page = page();
    while (!page.isEmpty() && !watch.stopped()) {
      Map<LogPosition, Input> inputs = log.at(page.stream().map(PastInput::position).toList());
      for (PastInput past : page) {
        take(past, inputs.get(past.position()));
      }
      flush();
      watch.done(done, all);
      page = page();
    }
    while (row != null && !watch.stopped()) {
      takeRow();
    }
    flush();
    return new Progress(done, gone, reached);
  }

  private List<PastInput> page() throws SQLException {
    List<PastInput> page = tables.page(tx, shadow, done, PAGE);
    tx.commit();
    return page;
  }

  private void take(PastInput past, @Nullable Input input) throws Exception {
    done = past.number();
    reached = past.acceptedAt();
    while (row != null && !Retelling.at(row).isAfter(past.acceptedAt())) {
      takeRow();
    }
    if (input == null) {
      gone++;
    } else if (Retelling.isCommand(input)) {
      // Whom it means depends on everything before.
      flush();
      retelling.command(input, past).ifPresent(batch::add);
    } else {
      add(retelling.event(input));
    }
  }

  private void takeRow() throws Exception {
    if (row != null) {
      RowChange change = retelling.row(row);
      rows.put(change.model() + ' ' + change.keyText(), change);
      add(retelling.row(row, change));
    }
    row = log.nextRow();
  }

  private void add(Input input) throws Exception {
    batch.add(input);
    if (batch.size() >= AT_ONCE) {
      flush();
    }
  }

  private void flush() throws Exception {
    apply(List.copyOf(batch));
    tables.read(tx, shadow, rows.values());
    tx.commit();
    batch.clear();
    rows.clear();
  }

  /** As the loop does: whoever fails is found by halving, and set aside. */
  private void apply(List<Input> inputs) throws Exception {
    if (inputs.isEmpty()) {
      return;
    }
    try {
      effects.apply(tx, new Poll(inputs, Map.of(), 0));
      tx.commit();
    } catch (SQLTransientException e) {
      tx.rollback();
      throw e;
    } catch (SQLException | RuntimeException e) {
      tx.rollback();
      if (inputs.size() == 1) {
        effects.setAside(tx, inputs.getFirst(), e);
        tx.commit();
      } else {
        apply(inputs.subList(0, inputs.size() / 2));
        apply(inputs.subList(inputs.size() / 2, inputs.size()));
      }
    }
  }
}
