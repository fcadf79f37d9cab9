package dev.tributary.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** What open tabs asked of the API before they followed changes: {@code requests-before.csv}. */
final class RequestsBefore {
  /** Of a query that was read every 1.5 seconds, in a minute. */
  private static final int LIVE = 40;

  private final List<Line> lines;

  private RequestsBefore(List<Line> lines) {
    this.lines = lines;
  }

  private record Line(String page, String path, int requests) {
    static Line of(String text) {
      String[] fields = text.split(",", -1);
      return new Line(fields[0], fields[1], Integer.parseInt(fields[2]));
    }
  }

  static RequestsBefore read() {
    try (InputStream file =
        requireNonNull(RequestsBefore.class.getResourceAsStream("requests-before.csv"))) {
      return new RequestsBefore(
          new String(file.readAllBytes(), UTF_8)
              .lines()
              .filter(line -> !line.startsWith("#"))
              .skip(1)
              .map(Line::of)
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The requests that a page may make now in a minute. */
  double limit(String page) {
    List<Line> ofPage = lines.stream().filter(line -> line.page().equals(page)).toList();
    int before = ofPage.stream().mapToInt(Line::requests).sum();
    if (before == 0) {
      throw new IllegalArgumentException("Nothing is known of the page " + page);
    }
    boolean live = ofPage.stream().anyMatch(line -> line.requests() >= LIVE);
    return live ? before / 10.0 : before;
  }
}
