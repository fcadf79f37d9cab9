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
 * Which requests leave an entry in the trail of administration, from {@code administration.csv} in
 * the contracts. Immutable.
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
  public record Line(How how, String text) {}

  /** When an entry is written. */
  public enum How {
    /** In the change's own transaction. */
    TRANSACTION,
    /** Before, and with the outcome after: no transaction covers the change. */
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
    How how =
        switch (cells[2]) {
          case "transaction" -> How.TRANSACTION;
          case "intent" -> How.INTENT;
          case "none" -> How.NONE;
          default -> throw new IllegalStateException("Unknown word in " + FILE + ": " + line);
        };
    if (lines.put(cells[0] + " " + cells[1], new Line(how, cells[3])) != null) {
      throw new IllegalStateException("Twice in " + FILE + ": " + line);
    }
  }

  /** What the file says of a route; empty where it says nothing. */
  public Optional<Line> find(RoleMatrix.Route route) {
    return Optional.ofNullable(lines.get(name(route)));
  }

  /** A route that changes something and that nobody thought of leaves entries, rather than none. */
  public Line of(RoleMatrix.Route route) {
    return find(route)
        .orElseGet(
            () -> new Line(route.method().equals("GET") ? How.NONE : How.INTENT, name(route)));
  }

  /** What a refused request is called. */
  String operation(RoleMatrix.Route route) {
    Line line = of(route);
    return line.how() == How.NONE ? name(route) : line.text();
  }

  /** As in the file, for a check that it names no route that is not there. */
  public Iterable<String> names() {
    return lines.keySet();
  }

  private static String name(RoleMatrix.Route route) {
    return route.method() + " " + route.path();
  }
}
