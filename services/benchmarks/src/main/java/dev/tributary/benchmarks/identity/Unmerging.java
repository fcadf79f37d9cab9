package dev.tributary.benchmarks.identity;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.benchmarks.installation.Installed;
import dev.tributary.benchmarks.measure.Effort;
import dev.tributary.benchmarks.measure.Meter;
import dev.tributary.benchmarks.measure.Report;
import dev.tributary.benchmarks.measure.Row;
import dev.tributary.benchmarks.measure.Usage;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.local.workspace.Api;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * People with 10,000 events each, half of them of another person, and their unmerges, one after
 * another. Before the unmerge, they are busy enough for a list in HubSpot; afterwards, neither of
 * the two is.
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
  private final EventMix mix = new EventMix(SEED, 1);

  Unmerging(Subject subject, Effort effort, Report report) {
    this.subject = subject;
    this.effort = effort;
    this.report = report;
    this.installed = subject.installed();
    this.api = installed.api();
    this.downstream = Downstream.of(installed, EventMix.ANONYMOUS, BUSY);
  }

  void run() throws SQLException {
    int people = effort.small() ? 1 : effort.pairs() + 1;
    List<Double> seconds = new ArrayList<>();
    for (int person = 0; person < people; person++) {
      createEvents(person);
      Row row = unmerge(person);
      // The first unmerge warms up all services.
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

  /**
   * A device sends half of the events anonymously. Then a known person with another device
   * identifies with it.
   */
  private void createEvents(int person) throws SQLException {
    Event before = EventMix.introduction(person);
    send(Stream.of(before));
    send(IntStream.range(0, EVENTS / 2 - 1).mapToObj(_ -> EventMix.anonymous(borrowed(person))));
    send(Stream.of(EventMix.identify(EventMix.user(person), borrowed(person), "\"plan\":\"pro\"")));
    send(
        IntStream.range(0, EVENTS / 2 - 1)
            .mapToObj(_ -> mix.track(EventMix.user(person), EventMix.device(person))));
    downstream.awaitEnd();
    if (!downstream.isListed(EventMix.email(person))) {
      throw new IllegalStateException("A person is missing on the list: " + EventMix.email(person));
    }
  }

  private static String borrowed(int person) {
    return "borrowed-%08d".formatted(person);
  }

  /** The events have different keys. Without the wait, later ones could be applied before them. */
  private void send(Stream<Event> events) throws SQLException {
    subject.feed().send(events.toList());
    subject.awaitApplied();
  }

  private Row unmerge(int person) {
    ProfileId profile = profile("user_id", EventMix.user(person));
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
            && !downstream.isListed(EventMix.email(person));
    long wrong = Math.abs(events - EVENTS) + (apart ? 0 : EVENTS);
    return Subject.row(
        "ours", "unmerge", EVENTS, usage.cpu(), new Row.Latency(0, 0, 0), wrong, usage);
  }

  private ProfileId profile(String type, String value) {
    JsonNode found =
        api.post(
            installed.path("profiles/lookup"), Map.of("identifiers", List.of(named(type, value))));
    return new ProfileId(found.path("data").path(0).path("id").asText());
  }

  private static Map<String, String> named(String type, String value) {
    return Map.of("type", type, "value", value);
  }
}
