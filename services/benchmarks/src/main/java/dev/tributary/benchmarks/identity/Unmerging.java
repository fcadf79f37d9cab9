package dev.tributary.benchmarks.identity;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.benchmarks.Effort;
import dev.tributary.benchmarks.installation.Installed;
import dev.tributary.benchmarks.measure.Meter;
import dev.tributary.benchmarks.measure.Report;
import dev.tributary.benchmarks.measure.Row;
import dev.tributary.benchmarks.measure.Usage;
import dev.tributary.local.workspace.Api;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * People with 10,000 events each, half of them another's: taken apart, one after another. Together
 * they are busy enough for a list in HubSpot; each alone is not.
 */
final class Unmerging {
  private static final int EVENTS = 10_000;
  private static final int BUSY = EVENTS / 2 + EVENTS / 100;
  private static final double MOST_SECONDS = 5;
  private static final long SEED = 5;

  private final Subject subject;
  private final Effort effort;
  private final Report report;
  private final Installed installed;
  private final Api api;
  private final Downstream downstream;
  private final Mix mix = new Mix(SEED, 1);

  Unmerging(Subject subject, Effort effort, Report report) {
    this.subject = subject;
    this.effort = effort;
    this.report = report;
    this.installed = subject.installed();
    this.api = installed.api();
    this.downstream = Downstream.of(installed, Mix.ANONYMOUS, BUSY);
  }

  void run() throws SQLException {
    int people = effort.small() ? 1 : effort.pairs() + 1;
    List<Double> seconds = new ArrayList<>();
    for (int person = 0; person < people; person++) {
      live(person);
      Row row = takeApart(person);
      // The first warms everybody up.
      if (person > 0 || people == 1) {
        report.add(row);
        seconds.add(row.usage().seconds());
      }
    }
    seconds.sort(null);
    report.add(
        new Report.Finding(
            Subject.BENCH,
            "unmerge of %,d events, until repaired".formatted(EVENTS),
            seconds.get(seconds.size() / 2),
            "s",
            MOST_SECONDS,
            false,
            String.format(
                Locale.ROOT,
                "median of %d, %.2f to %.2f; from the request until the list in HubSpot's stand-in"
                    + " is right",
                seconds.size(),
                seconds.getFirst(),
                seconds.getLast())));
  }

  /** Someone's device, for half of the events, and then it is said to be somebody else's too. */
  private void live(int person) throws SQLException {
    Event before = Mix.introduction(person);
    send(Stream.of(before));
    send(IntStream.range(0, EVENTS / 2 - 1).mapToObj(_ -> Mix.anonymous(borrowed(person))));
    send(Stream.of(Mix.identify(Mix.user(person), borrowed(person), "\"plan\":\"pro\"")));
    send(
        IntStream.range(0, EVENTS / 2 - 1)
            .mapToObj(_ -> mix.track(Mix.user(person), Mix.device(person))));
    downstream.awaitEnd();
    if (!downstream.lists(Mix.email(person))) {
      throw new IllegalStateException("Who should be on the list is not: " + Mix.email(person));
    }
  }

  private static String borrowed(int person) {
    return "borrowed-%08d".formatted(person);
  }

  /** Their keys differ, so only what is applied comes before what follows. */
  private void send(Stream<Event> events) throws SQLException {
    subject.feed().send(events.toList());
    subject.awaitApplied();
  }

  private Row takeApart(int person) {
    String profile = profile("user_id", Mix.user(person));
    String path = installed.path("profiles/" + profile + "/unmerge");
    Map<String, Object> asked =
        Map.of("identifiers", List.of(named("anonymous_id", borrowed(person))));
    JsonNode preview = api.post(path + "/preview", asked);
    long events = preview.at("/stays/events").asLong() + preview.at("/leaves/events").asLong();
    Meter.Start start = new Meter(installed.pids()).start();
    api.post(path, asked);
    downstream.awaitEnd();
    Usage usage = start.end();
    boolean apart =
        !profile("anonymous_id", borrowed(person)).equals(profile)
            && !downstream.lists(Mix.email(person));
    long wrong = Math.abs(events - EVENTS) + (apart ? 0 : EVENTS);
    return Subject.row(
        "ours", "unmerge", EVENTS, usage.cpuMicros(), new Row.Latency(0, 0, 0), wrong, usage);
  }

  private String profile(String type, String value) {
    JsonNode found =
        api.post(
            installed.path("profiles/lookup"), Map.of("identifiers", List.of(named(type, value))));
    return found.path("data").path(0).path("id").asText();
  }

  private static Map<String, String> named(String type, String value) {
    return Map.of("type", type, "value", value);
  }
}
