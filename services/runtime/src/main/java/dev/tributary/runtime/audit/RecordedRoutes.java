package dev.tributary.runtime.audit;

import dev.tributary.runtime.tenancy.RoleMatrix;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The requests that leave an entry in the trail of administration, from {@code administration.csv}
 * in the contracts. Immutable.
 */
public final class RecordedRoutes {
  private static final String FILE = "administration.csv";

  private final Map<String, Line> lines;

  private RecordedRoutes(Map<String, Line> lines) {
    this.lines = Map.copyOf(lines);
  }

  /**
   * A line of the file.
   *
   * @param text the operation, or why there is no entry
   */
  public record Line(Recording how, String text) {}

  /** When an entry is written. */
  public enum Recording {
    /** In the change's own transaction. */
    TRANSACTION,
    /** Before the change, and with the outcome afterwards: no transaction covers the change. */
    INTENT,
    /** Never. */
    NONE
  }

  /**
   * @throws IllegalStateException if a line is not {@code METHOD,path,how,text}
   */
  public static RecordedRoutes load() {
    InputStream in = RecordedRoutes.class.getClassLoader().getResourceAsStream(FILE);
    if (in == null) {
      throw new IllegalStateException(FILE + " is missing from the class path");
    }
    Map<String, Line> lines = new HashMap<>();
    try (BufferedReader text =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = text.readLine(); line != null; line = text.readLine()) {
        if (!line.isBlank() && !line.startsWith("#")) {
          add(lines, line);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new RecordedRoutes(lines);
  }

  private static void add(Map<String, Line> lines, String line) {
    String[] cells = line.split(",", 4);
    if (cells.length != 4 || cells[3].isBlank()) {
      throw new IllegalStateException("Not METHOD,path,how,text in " + FILE + ": " + line);
    }
    Recording how =
        switch (cells[2]) {
          case "transaction" -> Recording.TRANSACTION;
          case "intent" -> Recording.INTENT;
          case "none" -> Recording.NONE;
          default -> throw new IllegalStateException("Unknown word in " + FILE + ": " + line);
        };
    if (lines.put(cells[0] + " " + cells[1], new Line(how, cells[3])) != null) {
      throw new IllegalStateException("Twice in " + FILE + ": " + line);
    }
  }

  /** The line of a route; empty if the file has none. */
  public Optional<Line> find(RoleMatrix.Route route) {
    return Optional.ofNullable(lines.get(name(route)));
  }

  /** As {@link #find}. A route that changes something and is missing in the file leaves entries. */
  public Line of(RoleMatrix.Route route) {
    return find(route)
        .orElseGet(() ->
            new Line(
                route.method().equals("GET") ? Recording.NONE : Recording.INTENT, name(route)));
  }

  /** The operation's name for a refused request. */
  public String operation(RoleMatrix.Route route) {
    Line line = of(route);
    return line.how() == Recording.NONE ? name(route) : line.text();
  }

  /** The routes as in the file, for a check that each of them exists. */
  public Iterable<String> names() {
    return lines.keySet();
  }

  private static String name(RoleMatrix.Route route) {
    return route.method() + " " + route.path();
  }
}
