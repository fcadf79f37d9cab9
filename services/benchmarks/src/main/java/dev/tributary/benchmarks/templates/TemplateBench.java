package dev.tributary.benchmarks.templates;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.benchmarks.measure.Effort;
import dev.tributary.benchmarks.measure.Median;
import dev.tributary.benchmarks.measure.Report;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Batch.Operation;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.ItemBuilder;
import dev.tributary.destinations.connector.Protocol;
import dev.tributary.destinations.connector.Target;
import dev.tributary.destinations.declared.Compilation;
import dev.tributary.destinations.declared.DeclaredConnectors;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Renders batches of 100 records with twelve fields, in turn by a compiled template and by hand.
 * Both must have the same bytes.
 */
public final class TemplateBench {
  private static final String BENCH = "templates";
  private static final String FILE = "people.yaml";
  private static final int BATCH = 100;
  private static final double GOAL = 1.5;

  private final Effort effort;
  private final Report report;

  public TemplateBench(Effort effort, Report report) {
    this.effort = effort;
    this.report = report;
  }

  public void run() {
    Connector connector = connector();
    Batch batch = batch();
    BodyByHand hand = new BodyByHand();
    if (!Arrays.equals(template(connector, batch), hand.of(batch))) {
      throw new IllegalStateException("The template and the code write different bodies");
    }
    micros(effort.warmUp(), () -> template(connector, batch));
    micros(effort.warmUp(), () -> hand.of(batch));
    List<Double> ratios = new ArrayList<>();
    for (int pair = 0; pair < effort.pairs(); pair++) {
      double first = pair % 2 == 0 ? ours(connector, batch) : bare(hand, batch);
      double second = pair % 2 == 0 ? bare(hand, batch) : ours(connector, batch);
      ratios.add(pair % 2 == 0 ? first / second : second / first);
    }
    report.add(
        new Report.Finding(
            BENCH,
            "CPU of a record with 12 fields, template / by hand",
            Median.of(ratios),
            "",
            GOAL,
            false,
            String.format(Locale.ROOT, "median of %d pairs", ratios.size())));
  }

  private double ours(Connector connector, Batch batch) {
    double micros = micros(effort.measurement(), () -> template(connector, batch));
    report.say(String.format(Locale.ROOT, "template  %.3f us of CPU a record", micros));
    return micros;
  }

  private double bare(BodyByHand hand, Batch batch) {
    double micros = micros(effort.measurement(), () -> hand.of(batch));
    report.say(String.format(Locale.ROOT, "by hand   %.3f us of CPU a record", micros));
    return micros;
  }

  /** The CPU of this thread for a record. */
  private static double micros(Duration length, Supplier<byte[]> body) {
    var threads = ManagementFactory.getThreadMXBean();
    long end = System.nanoTime() + length.toNanos();
    long before = threads.getCurrentThreadCpuTime();
    long records = 0;
    while (System.nanoTime() < end) {
      if (body.get().length == 0) {
        throw new IllegalStateException("A body is empty");
      }
      records += BATCH;
    }
    return (threads.getCurrentThreadCpuTime() - before) / 1_000.0 / records;
  }

  private static byte[] template(Connector connector, Batch batch) {
    if (connector.protocol(batch) instanceof Protocol.DirectCalls(var calls, var _)
        && calls.size() == 1) {
      return Objects.requireNonNull(calls.getFirst().request().body());
    }
    throw new IllegalStateException("The batch is not one request");
  }

  private static Connector connector() {
    try (InputStream stream = TemplateBench.class.getResourceAsStream(FILE)) {
      byte[] yaml = Objects.requireNonNull(stream, FILE).readAllBytes();
      if (DeclaredConnectors.compile(FILE, yaml) instanceof Compilation.Compiled(var connector)) {
        return connector;
      }
      throw new IllegalStateException("The manifest has faults");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Batch batch() {
    ObjectNode none = JsonNodeFactory.instance.objectNode();
    var target =
        new Target(new WorkspaceId("wsp_1"), new DestinationId("dst_1"), none, Map.of(), null);
    List<Item> items = new ArrayList<>();
    for (int number = 0; number < BATCH; number++) {
      items.add(
          ItemBuilder.builder()
              .delivery("dlv_" + number)
              .matchField("email")
              .matchValue("person-%d@example.org".formatted(number))
              .deliveredAs(null)
              .formerMatchValues(List.of())
              .vendorId(null)
              .parentVendorId(null)
              .fields(fields(number))
              .content(null)
              .version(1)
              .hash("hash-" + number)
              .since(Instant.EPOCH)
              .position(null)
              .uncertain(false)
              .build());
    }
    return new Batch(
        target, "key", new SyncId("syn_1"), "people", null, Operation.WRITE, none, items);
  }

  /** Every tenth person has no phone number. */
  private static ObjectNode fields(int number) {
    ObjectNode fields =
        JsonNodeFactory.instance
            .objectNode()
            .put("first_name", "Ann-" + number)
            .put("last_name", "Müller \"%d\"".formatted(number))
            .put("title", "Head of Operations")
            .put("company", "Shop & Sons")
            .put("city", "Amsterdam")
            .put("country", "NL")
            .put("language", "nl-NL")
            .put("orders", number)
            .put("lifetime_value", new BigDecimal("1234.5"))
            .put("subscribed", number % 2 == 0);
    return number % 10 == 0 ? fields : fields.put("phone", "+3120555" + (1_000 + number));
  }
}
