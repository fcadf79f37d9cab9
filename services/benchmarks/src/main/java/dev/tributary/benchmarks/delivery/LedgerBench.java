package dev.tributary.benchmarks.delivery;

import dev.tributary.benchmarks.bare.BareCount;
import dev.tributary.benchmarks.installation.Installed;
import dev.tributary.benchmarks.installation.WebhookSync;
import dev.tributary.benchmarks.load.Ids;
import dev.tributary.benchmarks.load.Sink;
import dev.tributary.benchmarks.load.Target;
import dev.tributary.benchmarks.measure.Effort;
import dev.tributary.benchmarks.measure.Median;
import dev.tributary.benchmarks.measure.Memory;
import dev.tributary.benchmarks.measure.Report;
import dev.tributary.benchmarks.measure.Row;
import dev.tributary.benchmarks.measure.WarmUp;
import dev.tributary.local.infra.Port;
import dev.tributary.local.launch.Service;
import io.vertx.core.Vertx;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.ToDoubleFunction;

/**
 * Delivers events from a ledger with few rows, from one with many delivered rows of the same sync,
 * and beside a dead destination for which many events wait.
 */
public final class LedgerBench {
  private static final String BENCH = "ledger";
  private static final int EVENTS = 20_000;
  private static final int ROWS = 10_000_000;
  private static final int PARKED_PART = 10;
  private static final int FEW = 100;
  private static final int SOURCE_CONNECTIONS = 16;
  private static final String POSTGRES = "postgres";

  private static final double GOAL_COST = 1.1;
  private static final double GOAL_RATE = 0.9;
  private static final double GOAL_MEMORY = 1.2;

  private final Vertx vertx;
  private final Effort effort;
  private final Report report;
  private final int events;
  private final int rows;

  /**
   * @param rows how many the ledger gets; empty for the number that the effort has
   */
  public LedgerBench(Vertx vertx, Effort effort, OptionalInt rows, Report report) {
    this.vertx = vertx;
    this.effort = effort;
    this.report = report;
    this.events = effort.people(EVENTS);
    this.rows = rows.orElse(effort.people(ROWS));
  }

  public void run() {
    try (Installed installed =
            Installed.start(
                List.of(
                    Service.GATEWAY,
                    Service.CONTROL,
                    Service.COLLECTOR,
                    Service.IDENTITY,
                    Service.DESTINATIONS));
        Sink sink = Sink.start(vertx);
        Connection owner = installed.owner(Service.DESTINATIONS);
        Connection counting = installed.database(Service.DESTINATIONS)) {
      var source =
          new Target(
              installed.port(Service.COLLECTOR),
              "/v1/batch",
              installed.openSource(BENCH),
              SOURCE_CONNECTIONS);
      var copies = new LedgerCopies(counting, owner);
      var count = new BareCount(counting);
      report.heading();
      WebhookSync sync = WebhookSync.create(installed, "sink", sink.address());
      var backlog = new Backlog(vertx, source, sync, sink, count);
      var records = new DeliveredRecords(BENCH, installed);
      WarmUp.run(
          effort.mostWarmUp(), report, () -> added(records.ours(backlog, "warm-up", events)));
      List<Row> few = measured(records, backlog, "few rows");

      Ids ids = backlog.fill(FEW);
      copies.addDelivered(sync.destination(), rows);
      backlog.empty(ids);
      List<Row> many = measured(records, backlog, "many rows");
      find(
          "CPU of PostgreSQL for a record, %d rows more / few".formatted(rows),
          ratio(many, few, row -> row.processes().getOrDefault(POSTGRES, 0.0)),
          GOAL_COST,
          false,
          "the rows are copies of an event");
      find(
          "records a second, %d rows more / few".formatted(rows),
          ratio(many, few, Row::eventsPerSecond),
          GOAL_RATE,
          true,
          "");

      besideParked(installed, backlog, copies, records, many, new Events(source, sink, count));
    } catch (SQLException e) {
      throw new IllegalStateException("The database does not answer: " + e.getMessage(), e);
    }
  }

  /** Where events are sent from and arrive. */
  private record Events(Target source, Sink sink, BareCount ledger) {}

  private void besideParked(
      Installed installed,
      Backlog backlog,
      LedgerCopies copies,
      DeliveredRecords records,
      List<Row> alone,
      Events events)
      throws SQLException {
    long pid = installed.pid(Service.DESTINATIONS.name());
    long before = Memory.of(pid).highWaterMegabytes();
    int parked = rows / PARKED_PART;
    WebhookSync dead =
        WebhookSync.create(installed, "dead", "http://127.0.0.1:%d/dead".formatted(Port.free()));
    new Backlog(vertx, events.source(), dead, events.sink(), events.ledger()).fill(FEW);
    copies.addWaiting(dead.destination(), parked);
    Memory.forgetHighWater(pid);
    dead.resume();
    List<Row> beside = measured(records, backlog, "beside dead");
    if (installed.pid(Service.DESTINATIONS.name()) != pid) {
      throw new IllegalStateException("The service destinations ended beside the parked events");
    }
    long most = Memory.of(pid).highWaterMegabytes();
    find(
        "highest resident memory, %d events parked / none".formatted(parked),
        (double) most / before,
        GOAL_MEMORY,
        false,
        "%d MiB after %d MiB; heap of 256 MiB".formatted(most, before));
    find(
        "records a second beside %d parked events / alone".formatted(parked),
        ratio(beside, alone, Row::eventsPerSecond),
        GOAL_RATE,
        true,
        "");
  }

  private List<Row> measured(DeliveredRecords records, Backlog backlog, String shape) {
    List<Row> measured = new ArrayList<>();
    for (int n = 0; n < effort.pairs(); n++) {
      measured.add(added(records.ours(backlog, shape, events)));
    }
    return measured;
  }

  private static double ratio(List<Row> rows, List<Row> others, ToDoubleFunction<Row> figure) {
    return median(rows, figure) / median(others, figure);
  }

  private static double median(List<Row> rows, ToDoubleFunction<Row> figure) {
    return Median.of(rows.stream().mapToDouble(figure).boxed().toList());
  }

  private void find(String what, double value, double goal, boolean least, String note) {
    report.add(
        new Report.Finding(
            BENCH,
            what,
            value,
            "",
            goal,
            least,
            String.format(Locale.ROOT, "medians of %d; %s", effort.pairs(), note)));
  }

  private Row added(Row row) {
    report.add(row);
    return row;
  }
}
