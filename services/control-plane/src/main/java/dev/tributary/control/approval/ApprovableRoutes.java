package dev.tributary.control.approval;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which changes a second person may approve, from {@code approvable.csv} in the contracts.
 * Immutable.
 */
public final class ApprovableRoutes {
  private static final String FILE = "approvable.csv";
  private static final int CELLS = 4;

  private final Map<String, Concealed> lines;

  private ApprovableRoutes(Map<String, Concealed> lines) {
    this.lines = Map.copyOf(lines);
  }

  /**
   * The parts of a body that are not shown to every user who may decide.
   *
   * @param secrets JSON pointer (RFC 6901); below it, fields are secret by their name; empty for
   *     none
   * @param personal JSON pointer to an address of a person; empty for none
   */
  public record Concealed(String secrets, String personal) {}

  /**
   * @throws IllegalStateException if a line is not {@code METHOD,path,secrets,personal}
   */
  public static ApprovableRoutes load() {
    Map<String, Concealed> lines = new HashMap<>();
    text()
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .forEach(line -> add(lines, line));
    return new ApprovableRoutes(lines);
  }

  private static String text() {
    try (InputStream in = ApprovableRoutes.class.getClassLoader().getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException(FILE + " is missing from the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void add(Map<String, Concealed> lines, String line) {
    String[] cells = line.split(",", -1);
    if (cells.length != CELLS) {
      throw new IllegalStateException("Not METHOD,path,secrets,personal in " + FILE + ": " + line);
    }
    lines.put(name(cells[0], cells[1]), new Concealed(cells[2], cells[3]));
  }

  /**
   * @param template as in {@code roles.csv}
   */
  public Optional<Concealed> find(String method, String template) {
    return Optional.ofNullable(lines.get(name(method, template)));
  }

  /** {@code METHOD path} of each route. */
  public Iterable<String> names() {
    return lines.keySet();
  }

  private static String name(String method, String template) {
    return method + " " + template;
  }
}
