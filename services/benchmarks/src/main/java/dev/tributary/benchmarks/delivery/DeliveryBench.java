package dev.tributary.benchmarks.delivery;

import dev.tributary.benchmarks.bare.BareClient;
import dev.tributary.benchmarks.bare.BareCount;
import dev.tributary.benchmarks.bare.BareLedger;
import dev.tributary.benchmarks.installation.BareProgram;
import dev.tributary.benchmarks.installation.Installed;
import dev.tributary.benchmarks.installation.WebhookSync;
import dev.tributary.benchmarks.load.Sink;
import dev.tributary.benchmarks.load.Target;
import dev.tributary.benchmarks.measure.Effort;
import dev.tributary.benchmarks.measure.Median;
import dev.tributary.benchmarks.measure.Report;
import dev.tributary.benchmarks.measure.Row;
import dev.tributary.benchmarks.measure.WarmUp;
import dev.tributary.local.infra.Checkout;
import dev.tributary.local.infra.Port;
import dev.tributary.local.launch.Service;
import io.vertx.core.Vertx;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Empties a ledger with waiting events, then posts the same number of records without a ledger, and
 * claims and reports them without HTTP; several times in turn. First in batches of 100, also beside
 * destinations that accept nothing; then with one record per request.
 */
public final class DeliveryBench {
  static final String BENCH = "delivery";
  private static final int EVENTS = 50_000;
  private static final int BATCH = 100;

  /** With one record per request, a measurement has this part of the events. */
  private static final int SINGLE_PART = 5;

  /** As many as both connectors have. */
  private static final int CONNECTIONS = 8;

  private static final int SOURCE_CONNECTIONS = 16;
  private static final double STEADY_PER_SECOND = 500;
  private static final Goals GOALS = new Goals(0.5, 0.4);

  private static final String WARM_UP = "warm-up";

  private final Vertx vertx;
  private final Effort effort;
  private final Report report;
  private final int events;

  public DeliveryBench(Vertx vertx, Effort effort, Report report) {
    this.vertx = vertx;
    this.effort = effort;
    this.report = report;
    this.events = effort.people(EVENTS);
  }

  public void run() {
    int port = Port.free();
    try (Installed installed =
            Installed.start(
                List.of(
                    Service.GATEWAY,
                    Service.CONTROL,
                    Service.COLLECTOR,
                    Service.IDENTITY,
                    Service.DESTINATIONS));
        Sink sink = Sink.start(vertx);
        BareProgram client =
            BareProgram.start(
                    "bare-client",
                    BareClient.class,
                    installed.directory(Service.DESTINATIONS).resolve("bare-client.log"),
                    Integer.toString(port),
                    sink.address(),
                    Integer.toString(CONNECTIONS))
                .awaitPort(port);
        BadReceiver bad = BadReceiver.start(vertx);
        Connection owner = installed.owner(Service.DESTINATIONS);
        Connection counting = installed.database(Service.DESTINATIONS);
        Connection bare = installed.database(Service.DESTINATIONS)) {
      try (Statement statement = owner.createStatement()) {
        statement.execute("create schema bench");
        statement.execute(
            "grant usage, create on schema bench to " + counting.getMetaData().getUserName());
      }
      var target =
          new Target(
              installed.port(Service.COLLECTOR),
              "/v1/batch",
              installed.openSource("bench"),
              SOURCE_CONNECTIONS);
      report.heading();
      var records = new DeliveredRecords(BENCH, installed);
      var bareRecords =
          new BareRecords(
              installed, sink, client.pid(), URI.create("http://127.0.0.1:%d/".formatted(port)));
      var programs = new Programs(records, bareRecords, bare);
      var count = new BareCount(counting);
      WebhookSync sync = WebhookSync.create(installed, "sink", sink.address());
      var backlog = new Backlog(vertx, target, sync, sink, count);
      compare(programs, new Shape("batch 100", "HTTP alone", BATCH, events, GOALS), backlog);
      List<WebhookSync> others = bad.createSyncs(installed);
      new Isolation(others, effort, report)
          .run(
              () -> added(records.ours(backlog, "backlog", events)),
              () ->
                  added(
                      records.steady(
                          backlog, STEADY_PER_SECOND, effort.measurement().multipliedBy(2))));
      others.forEach(WebhookSync::delete);
      sync.delete();
      sink.forgetBodies();
      compare(
          programs,
          new Shape("batch 1", "HTTP 1 alone", 1, events / SINGLE_PART, null),
          new Backlog(
              vertx, target, WebhookSync.createSingle(installed, sink.base()), sink, count));
      report.add(new ConnectorLines(Checkout.locate().root()).median());
    } catch (SQLException e) {
      throw new IllegalStateException("The database does not answer: " + e.getMessage(), e);
    }
  }

  /**
   * Requests of one form.
   *
   * @param name of the measurements of Tributary
   * @param bareName of those of the bare client
   * @param perRequest how many records a request has
   * @param records of one measurement
   * @param goals null for none: with one record per request, Tributary also claims and reports each
   *     record alone, and the bare transactions do not, so the ratios have no meaning of their own
   */
  private record Shape(
      String name, String bareName, int perRequest, int records, @Nullable Goals goals) {}

  /**
   * The least ratios.
   *
   * @param rate records a second, Tributary / the slower of the bare programs
   * @param cpu CPU of a record, both bare programs / Tributary
   */
  private record Goals(double rate, double cpu) {}

  /**
   * The programs that are compared.
   *
   * @param connection of the bare transactions
   */
  private record Programs(DeliveredRecords records, BareRecords bare, Connection connection) {}

  private void compare(Programs programs, Shape shape, Backlog backlog) throws SQLException {
    DeliveredRecords records = programs.records();
    BareRecords bare = programs.bare();
    int requests = shape.records() / shape.perRequest();
    WarmUp.run(
        effort.mostWarmUp(), report, () -> added(records.ours(backlog, WARM_UP, shape.records())));
    BareLedger ledger = BareLedger.prepare(programs.connection());
    WarmUp.run(
        effort.mostWarmUp(),
        report,
        () -> added(bare.client(WARM_UP, requests, shape.perRequest())));
    WarmUp.run(effort.mostWarmUp(), report, () -> added(bare.transaction(ledger, WARM_UP)));
    List<Double> ratios = new ArrayList<>();
    List<Double> costs = new ArrayList<>();
    for (int round = 0; round < effort.pairs(); round++) {
      boolean oursFirst = round % 2 == 0;
      Row ours = oursFirst ? added(records.ours(backlog, shape.name(), shape.records())) : null;
      Row client = added(bare.client(shape.bareName(), requests, shape.perRequest()));
      Row transaction = added(bare.transaction(ledger, "ledger alone"));
      if (ours == null) {
        ours = added(records.ours(backlog, shape.name(), shape.records()));
      }
      double limit = Math.min(client.eventsPerSecond(), transaction.eventsPerSecond());
      ratios.add(ours.eventsPerSecond() / limit);
      costs.add(
          (client.cpuMicrosPerEvent() + transaction.cpuMicrosPerEvent())
              / ours.cpuMicrosPerEvent());
    }
    String rate = shape.name() + ": records a second, ours / slower of the bare ones";
    String cpu = shape.name() + ": CPU of a record, both bare ones / ours";
    Goals goals = shape.goals();
    if (goals == null) {
      sayWithoutGoal(rate, ratios);
      sayWithoutGoal(cpu, costs);
    } else {
      find(rate, ratios, goals.rate());
      find(cpu, costs, goals.cpu());
    }
  }

  private void sayWithoutGoal(String what, List<Double> ratios) {
    report.say(
        String.format(
            Locale.ROOT, "%s: %.2f (%s), no goal", what, Median.of(ratios), spread(ratios)));
  }

  private void find(String what, List<Double> ratios, double goal) {
    report.add(new Report.Finding(BENCH, what, Median.of(ratios), "", goal, true, spread(ratios)));
  }

  private static String spread(List<Double> ratios) {
    return String.format(
        Locale.ROOT,
        "median of %d, %.2f to %.2f",
        ratios.size(),
        ratios.stream().mapToDouble(Double::doubleValue).min().orElse(0),
        ratios.stream().mapToDouble(Double::doubleValue).max().orElse(0));
  }

  private Row added(Row row) {
    report.add(row);
    return row;
  }
}
