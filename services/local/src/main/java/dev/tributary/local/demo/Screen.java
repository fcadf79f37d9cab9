package dev.tributary.local.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The table: rewritten in place at a terminal, one line at a time in a file or pipe. */
final class Screen {

  private static final Duration REDRAW = Duration.ofSeconds(1);
  private static final Duration LINE = Duration.ofSeconds(5);
  private static final String UP_AND_CLEAR = "\u001b[%dA\u001b[J";

  private static final int LONGEST_CAUSE = 120;

  private static final String NAME =
      Customer.FOLLOWED.firstName() + " " + Customer.FOLLOWED.lastName();

  private final PrintStream out;
  private final boolean terminal;
  private int drawn;

  private Screen(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  static Screen of(PrintStream out) {
    var console = System.console();
    return new Screen(out, console != null && console.isTerminal());
  }

  Duration pause() {
    return terminal ? REDRAW : LINE;
  }

  void show(Duration since, LiveTraffic.Counts live, WorkspaceFigures.Read figures) {
    show(line(since, live, figures), table(since, live, figures));
  }

  /** Shows that there are no figures now, and why. */
  void showOutage(Duration since, LiveTraffic.Counts live, String cause) {
    String away = "the figures are away: " + shortened(cause);
    List<String> rows = head(since, live);
    rows.add("");
    rows.add("  " + away);
    show(text("%4d s  accepted %s  %s", since.toSeconds(), accepted(live), away), rows);
  }

  private void show(String line, List<String> rows) {
    if (!terminal) {
      out.println(line);
      return;
    }
    if (drawn > 0) {
      out.printf(UP_AND_CLEAR, drawn);
    }
    rows.forEach(out::println);
    drawn = rows.size();
  }

  /** One line of a terminal. */
  private static String shortened(String cause) {
    return cause.length() <= LONGEST_CAUSE ? cause : cause.substring(0, LONGEST_CAUSE) + "…";
  }

  static String line(Duration since, LiveTraffic.Counts live, WorkspaceFigures.Read figures) {
    return text(
        "%4d s  accepted %s  profiles %,d  merges %,d  members %,d  delivered %,d  p50/p99 %s  | "
            + " %s",
        since.toSeconds(),
        accepted(live),
        figures.profiles(),
        figures.merges(),
        sum(figures.members()),
        figures.deliveries().getOrDefault("delivered", 0L),
        latency(figures.latency()),
        followed(figures.followed()));
  }

  private static String accepted(LiveTraffic.Counts live) {
    String accepted = text("%,d", live.past() + live.accepted());
    return live.ended() == null
        ? accepted
        : accepted + "  (the visitors have ended; see their log " + live.ended() + ")";
  }

  /** The followed person in one line. */
  private static String followed(WorkspaceFigures.Person person) {
    return "%s: %s, in %s, contact %s"
        .formatted(
            NAME,
            known(person.lastEvent()),
            known(String.join(" + ", person.audiences())),
            known(person.contact()));
  }

  static List<String> table(
      Duration since, LiveTraffic.Counts live, WorkspaceFigures.Read figures) {
    List<String> rows = head(since, live);
    rows.add(row("profiles", text("%,d, by %,d merges", figures.profiles(), figures.merges())));
    figures.members().forEach((name, size) -> rows.add(row("in " + name, text("%,d", size))));
    figures
        .deliveries()
        .forEach((state, count) -> rows.add(row("deliveries " + state, text("%,d", count))));
    rows.add(row("accepted to delivered", "p50/p99 " + latency(figures.latency())));
    WorkspaceFigures.Person person = figures.followed();
    rows.add("");
    rows.add(row("following", NAME));
    rows.add(row("  last event", known(person.lastEvent())));
    rows.add(row("  profile", known(person.profile())));
    rows.add(row("  audiences", known(String.join(", ", person.audiences()))));
    rows.add(row("  contact in the CRM", known(person.contact())));
    return rows;
  }

  private static List<String> head(Duration since, LiveTraffic.Counts live) {
    List<String> rows = new ArrayList<>();
    rows.add("");
    rows.add(row("live for", since.toSeconds() + " s; Ctrl-C ends it"));
    rows.add(
        row(
            "accepted",
            text(
                "%,d events of the past, %,d live, %,d failed",
                live.past(), live.accepted(), live.failed())));
    if (live.ended() != null) {
      rows.add(row("visitors", "have ended; see their log " + live.ended()));
    }
    return rows;
  }

  private static String row(String name, String value) {
    return "  %-38s %s".formatted(name, value);
  }

  private static String known(String value) {
    return value.isEmpty() ? "none yet" : value;
  }

  private static String latency(Latency latency) {
    return latency.sample() == 0 ? "unknown" : text("%,d/%,d ms", latency.p50(), latency.p99());
  }

  private static long sum(Map<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
