package dev.tributary.destinations.kafka;

import dev.tributary.contracts.definition.ModelBody;
import dev.tributary.destinations.desired.RowWishes;
import dev.tributary.destinations.desired.Who;
import dev.tributary.destinations.ledger.Lane;
import dev.tributary.destinations.ledger.Wish;
import dev.tributary.destinations.postgres.PostgresCatalogue;
import dev.tributary.destinations.postgres.PostgresPeople;
import dev.tributary.destinations.postgres.PostgresReconciler;
import dev.tributary.destinations.postgres.SyncRuns;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.destinations.sync.From;
import dev.tributary.runtime.kafka.KafkaClients;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Takes a new or changed sync over everything that is known already: people and memberships from
 * their copies, rows from their topic. In small transactions that remember how far they came; any
 * instance goes on where another stopped.
 */
public final class Backfiller implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Backfiller.class);
  private static final Duration IDLE = Duration.ofMillis(500);

  /** Backfills of one workspace must not wait long for another's polls. */
  private static final String PATIENCE = "set local lock_timeout = '1s'";

  private static final String LOCK_NOT_AVAILABLE = "55P03";
  private static final int PEOPLE_AT_ONCE = 300;

  private final DataSource worker;
  private final PostgresCatalogue definitions;
  private final SyncRuns runs;
  private final PostgresPeople people;
  private final PostgresReconciler reconciler;
  private final Function<String, Optional<ModelBody>> models;
  private final KafkaClients kafka;
  private final Clock clock;
  private final String instance;
  private volatile boolean running;
  private @Nullable RowReplay replay;

  /**
   * @param models what is known of a model, by its id
   */
  public Backfiller(
      DataSource worker,
      PostgresCatalogue definitions,
      SyncRuns runs,
      PostgresPeople people,
      PostgresReconciler reconciler,
      Function<String, Optional<ModelBody>> models,
      KafkaClients kafka,
      Clock clock,
      String instance) {
    this.worker = worker;
    this.definitions = definitions;
    this.runs = runs;
    this.people = people;
    this.reconciler = reconciler;
    this.models = models;
    this.kafka = kafka;
    this.clock = clock;
    this.instance = instance;
  }

  public void start() {
    running = true;
    Thread.ofVirtual().name("backfiller").start(this::run);
  }

  @Override
  public void close() {
    running = false;
  }

  private void run() {
    while (running) {
      try {
        begin();
        if (!step()) {
          closeReplay();
          Thread.sleep(IDLE);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (SQLException | RuntimeException e) {
        if (running) {
          LOG.warnf(e, "Backfills wait");
        }
        closeReplay();
        try {
          Thread.sleep(IDLE);
        } catch (InterruptedException interrupted) {
          Thread.currentThread().interrupt();
          return;
        }
      }
    }
  }

  private void begin() throws SQLException {
    Set<String> workspaces = new TreeSet<>();
    inTransaction(tx -> {
      runs.missing(tx, definitions.read(tx)).forEach(sync -> workspaces.add(sync.workspace()));
      return true;
    });
    for (String workspace : workspaces) {
      begin(workspace);
    }
  }

  /** A workspace whose gate stays shut for a while has its turn again later. */
  private void begin(String workspace) throws SQLException {
    try {
      inTransaction(tx -> {
        try (Statement statement = tx.createStatement()) {
          statement.execute(PATIENCE);
        }
        Catalogue catalogue = definitions.forWalking(tx, workspace);
        runs.begin(
            tx,
            runs.missing(tx, catalogue).stream()
                .filter(sync -> sync.workspace().equals(workspace))
                .toList());
        return true;
      });
    } catch (SQLException e) {
      if (!LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
        throw e;
      }
      LOG.debugf("Backfills of %s wait for its polls", workspace);
    }
  }

  /** False if there is nothing to walk. */
  private boolean step() throws SQLException {
    return inTransaction(tx -> {
      Optional<SyncRuns.Run> found = runs.next(tx);
      if (found.isEmpty()) {
        return false;
      }
      SyncRuns.Run run = found.get();
      Catalogue.Sync sync = definitions.read(tx).sync(run.sync()).orElse(null);
      if (sync == null) {
        runs.end(tx, run, "cancelled");
        return true;
      }
      switch (sync.spec().from()) {
        case From.Profiles() ->
            walk(tx, run, sync, people.after(tx, run.workspace(), run.place(), PEOPLE_AT_ONCE));
        case From.Audience(String audience) ->
            walk(
                tx,
                run,
                sync,
                people.after(tx, run.workspace(), audience, run.place(), PEOPLE_AT_ONCE));
        case From.Model(String model, var person) -> replay(tx, run, sync, model);
        case From.Events events -> runs.end(tx, run, "done");
      }
      return true;
    });
  }

  private void walk(Connection tx, SyncRuns.Run run, Catalogue.Sync sync, List<Who> next)
      throws SQLException {
    if (next.isEmpty()) {
      runs.end(tx, run, "done");
      return;
    }
    Wish.Origin origin = new Wish.Origin(run.id(), clock.instant(), null);
    Map<Who, Wish.Origin> touched = new HashMap<>();
    next.forEach(who -> touched.put(who, origin));
    int changed = reconciler.people(tx, touched, workspace -> List.of(sync), Lane.BACKFILL);
    runs.advance(tx, run, next.getLast().profile(), next.size(), changed);
  }

  /** Reading the log within the transaction is bounded by one poll, and locks nobody's rows yet. */
  private void replay(Connection tx, SyncRuns.Run run, Catalogue.Sync sync, String model)
      throws SQLException {
    RowReplay reader = replay;
    if (reader == null) {
      reader = new RowReplay(kafka, "rows-replay-" + instance);
      replay = reader;
    }
    RowReplay.Place place =
        run.place().isEmpty() ? reader.beginning() : RowReplay.Place.of(run.place());
    RowReplay.Part part = reader.read(place, run.workspace(), model);
    ModelBody body = models.apply(model).orElse(null);
    List<RowWishes> wishes =
        part.rows().stream()
            .map(row ->
                new RowWishes(
                    row.change(),
                    sync,
                    body,
                    row.offset(),
                    Lane.BACKFILL,
                    new Wish.Origin(
                        row.headers().rootEvent(), clock.instant(), row.headers().id())))
            .toList();
    int changed = reconciler.rows(tx, wishes);
    runs.advance(tx, run, part.place().text(), wishes.size(), changed);
    if (part.place().reached()) {
      runs.end(tx, run, "done");
    }
  }

  private void closeReplay() {
    RowReplay reader = replay;
    if (reader != null) {
      reader.close();
      replay = null;
    }
  }

  private interface Work<T> {
    T in(Connection tx) throws SQLException;
  }

  private <T> T inTransaction(Work<T> work) throws SQLException {
    try (Connection tx = worker.getConnection()) {
      tx.setAutoCommit(false);
      try {
        T result = work.in(tx);
        tx.commit();
        return result;
      } catch (SQLException | RuntimeException e) {
        tx.rollback();
        throw e;
      }
    }
  }
}
