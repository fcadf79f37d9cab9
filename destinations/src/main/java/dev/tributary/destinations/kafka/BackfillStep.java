package dev.tributary.destinations.kafka;

import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.definition.ModelBody;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.ModelId;
import dev.tributary.contracts.profile.ProfileRef;
import dev.tributary.contracts.row.RowChange;
import dev.tributary.destinations.desired.CurrentRowsLog;
import dev.tributary.destinations.desired.DesiredRows;
import dev.tributary.destinations.desired.DesiredTransaction;
import dev.tributary.destinations.desired.PeopleStore;
import dev.tributary.destinations.ledger.DesiredRecord;
import dev.tributary.destinations.ledger.Priority;
import dev.tributary.destinations.protocol.StoreFailure;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.destinations.sync.RunStore;
import dev.tributary.destinations.sync.SyncSource;
import dev.tributary.runtime.kafka.KafkaClients;
import dev.tributary.runtime.loop.failure.DatabaseFailures;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One step of a backfill: people and memberships come from the stored copies, rows from their
 * topic, and events only in a {@link EventReplay replay} that a user asked for. A row that cannot
 * be read or applied, or that overflows the stack, is skipped, and the run reports it. Every step
 * works within the caller's transaction. Not thread-safe.
 */
public final class BackfillStep implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(BackfillStep.class);
  private static final int PEOPLE_AT_ONCE = 300;

  private final Function<Connection, DesiredTransaction> transactions;
  private final Function<ModelId, Optional<ModelBody>> models;
  private final KafkaClients kafka;
  private final Clock clock;
  private final String instance;
  private final EventReplay eventReplay;
  private @Nullable TopicReplay replay;

  /**
   * @param transactions the stores within the transaction of a connection
   * @param models finds the definition of a model, by its id
   */
  public BackfillStep(
      Function<Connection, DesiredTransaction> transactions,
      Function<ModelId, Optional<ModelBody>> models,
      KafkaClients kafka,
      Clock clock,
      String instance,
      EventReplay eventReplay) {
    this.transactions = transactions;
    this.models = models;
    this.kafka = kafka;
    this.clock = clock;
    this.instance = instance;
    this.eventReplay = eventReplay;
  }

  void step(Connection connection, RunStore.Run run, Catalogue.Sync sync)
      throws SQLException, StoreFailure {
    DesiredTransaction tx = transactions.apply(connection);
    PeopleStore people = tx.people();
    switch (sync.spec().from()) {
      case SyncSource.Profiles() ->
          walk(tx, run, sync, people.after(run.workspace(), run.place(), PEOPLE_AT_ONCE));
      case SyncSource.Audience(AudienceId audience) ->
          walk(tx, run, sync, people.after(run.workspace(), audience, run.place(), PEOPLE_AT_ONCE));
      case SyncSource.Model(ModelId model, var person) -> replay(connection, run, sync, model);
      case SyncSource.Events events -> {
        if (run.eventsSince() == null) {
          tx.runs().end(run, "done");
        } else {
          replayEvents(tx, run, run.eventsSince(), sync);
        }
      }
    }
  }

  private void walk(
      DesiredTransaction tx, RunStore.Run run, Catalogue.Sync sync, List<ProfileRef> next)
      throws StoreFailure {
    if (next.isEmpty()) {
      tx.runs().end(run, "done");
      return;
    }
    DesiredRecord.Origin origin = new DesiredRecord.Origin(run.id(), clock.instant(), null);
    Map<ProfileRef, DesiredRecord.Origin> touched = new HashMap<>();
    next.forEach(who -> touched.put(who, origin));
    int changed =
        tx.ledger().people(touched, List.of(), workspace -> List.of(sync), Priority.BACKFILL);
    tx.runs()
        .advance(
            run,
            new RunStore.Step(next.getLast().profile().value(), next.size(), changed, List.of()));
  }

  /**
   * One step reads the log within the transaction for at most one poll, and holds no row locks yet.
   */
  private void replay(Connection connection, RunStore.Run run, Catalogue.Sync sync, ModelId model)
      throws SQLException, StoreFailure {
    DesiredTransaction tx = transactions.apply(connection);
    TopicReplay reader = reader();
    TopicReplay.Place place =
        run.place().isEmpty() ? reader.beginning() : TopicReplay.Place.of(run.place());
    Optional<String> unreachable = reader.unreachable(place);
    if (unreachable.isPresent()) {
      tx.runs().fail(run, unreachable.get());
      return;
    }
    TopicReplay.Part part = reader.read(place, run.workspace());
    List<StoredRow> rows = part.records().stream().map(StoredRow::new).toList();
    List<String> skipped = new ArrayList<>();
    List<DesiredRow> desiredRows = desiredRows(rows, sync, model, tx.rowsLog(), skipped);
    int changed = apply(connection, desiredRows, skipped);
    tx.runs()
        .advance(run, new RunStore.Step(part.place().text(), desiredRows.size(), changed, skipped));
    if (part.place().reached()) {
      tx.runs().end(run, "done");
    }
  }

  private void replayEvents(
      DesiredTransaction tx, RunStore.Run run, Instant since, Catalogue.Sync sync)
      throws StoreFailure {
    switch (eventReplay.next(run.place(), since, sync)) {
      case EventReplay.Part.Lost(String words) -> tx.runs().fail(run, words);
      case EventReplay.Part.Read(var events, var skipped, TopicReplay.Place place) -> {
        int added = tx.ledger().events(events, Priority.BACKFILL);
        tx.runs().advance(run, new RunStore.Step(place.text(), events.size(), added, skipped));
        if (place.reached()) {
          tx.runs().end(run, "done");
        }
      }
    }
  }

  /** A row on the log, and the record that it asks for. */
  private record DesiredRow(StoredRow row, DesiredRows desired) {}

  private List<DesiredRow> desiredRows(
      List<StoredRow> rows,
      Catalogue.Sync sync,
      ModelId model,
      CurrentRowsLog log,
      List<String> skipped) {
    ModelBody body = models.apply(model).orElse(null);
    List<DesiredRow> desiredRows = new ArrayList<>();
    for (StoredRow row : rows) {
      try {
        RowChange change = row.change();
        if (change.model().equals(model)) {
          MessageHeaders headers = row.headers();
          DesiredRecord.Origin origin =
              new DesiredRecord.Origin(headers.rootEvent(), clock.instant(), headers.id());
          long position = log.position(row.record().offset());
          desiredRows.add(
              new DesiredRow(
                  row, new DesiredRows(change, sync, body, position, Priority.BACKFILL, origin)));
        }
      } catch (RuntimeException | StackOverflowError e) {
        if (row.mayBeOf(model)) {
          skip(row, sync, e, skipped);
        }
      }
    }
    return desiredRows;
  }

  /** Applies all rows at once. If some of them are refused, applies them one by one. */
  private int apply(Connection connection, List<DesiredRow> desiredRows, List<String> skipped)
      throws SQLException {
    try {
      return within(connection, desiredRows);
    } catch (SQLException | StoreFailure | RuntimeException | StackOverflowError e) {
      requireOfTheData(e);
    }
    int changed = 0;
    for (DesiredRow each : List.copyOf(desiredRows)) {
      try {
        changed += within(connection, List.of(each));
      } catch (SQLException | StoreFailure | RuntimeException | StackOverflowError e) {
        requireOfTheData(e);
        skip(each.row(), each.desired().sync(), e, skipped);
        desiredRows.remove(each);
      }
    }
    return changed;
  }

  private int within(Connection connection, List<DesiredRow> desiredRows)
      throws SQLException, StoreFailure {
    Savepoint before = connection.setSavepoint();
    try {
      int changed =
          transactions
              .apply(connection)
              .ledger()
              .rows(desiredRows.stream().map(DesiredRow::desired).toList());
      connection.releaseSavepoint(before);
      return changed;
    } catch (SQLException | StoreFailure | RuntimeException | Error e) {
      connection.rollback(before);
      throw e;
    }
  }

  private static void requireOfTheData(Throwable e) throws SQLException {
    SQLException database = DatabaseFailures.ofTheDatabase(e);
    if (database != null) {
      throw database;
    }
  }

  private static void skip(
      StoredRow row, Catalogue.Sync sync, Throwable why, List<String> skipped) {
    LOG.warnf("The backfill of %s skips %s: %s", sync.id(), row.address(), FailureCode.of(why));
    skipped.add(row.address());
  }

  private TopicReplay reader() {
    TopicReplay reader = replay;
    if (reader == null) {
      reader = new TopicReplay(kafka, Topic.ROWS, "rows-replay-" + instance);
      replay = reader;
    }
    return reader;
  }

  /** Closes the connections to the log; the next step opens another one. */
  @Override
  public void close() {
    eventReplay.close();
    TopicReplay reader = replay;
    if (reader != null) {
      reader.close();
      replay = null;
    }
  }
}
