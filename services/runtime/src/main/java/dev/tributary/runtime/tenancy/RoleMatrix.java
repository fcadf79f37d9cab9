package dev.tributary.runtime.tenancy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The role that each route needs, from the one file that code, docs and tests read: {@code
 * roles.csv} in the contracts. Immutable.
 */
public final class RoleMatrix {
  private static final String FILE = "roles.csv";

  private final List<Route> routes;

  private RoleMatrix(List<Route> routes) {
    this.routes = List.copyOf(routes);
  }

  /**
   * A route.
   *
   * @param path a template; {@code {name}} matches one segment
   * @param needs the smallest role, or one of the wider cases
   */
  public record Route(String method, String path, Need needs, @Nullable Role role) {
    boolean matches(String calledMethod, String[] segments) {
      if (!method.equals(calledMethod)) {
        return false;
      }
      String[] template = path.substring(1).split("/", -1);
      if (template.length != segments.length) {
        return false;
      }
      for (int i = 0; i < template.length; i++) {
        boolean fits =
            template[i].startsWith("{") ? !segments[i].isEmpty() : template[i].equals(segments[i]);
        if (!fits) {
          return false;
        }
      }
      return true;
    }

    long literals() {
      return Stream.of(path.split("/", -1)).filter(segment -> !segment.startsWith("{")).count();
    }
  }

  /** The callers who may call a route. */
  public enum Need {
    /** Any caller with a valid token. */
    AUTHENTICATED,
    /** A role in the path's workspace. */
    ROLE,
    /** The installation's admin. */
    INSTALLATION
  }

  /**
   * @throws IllegalStateException if a line is not {@code METHOD,path,need}
   */
  public static RoleMatrix load() {
    InputStream in = RoleMatrix.class.getClassLoader().getResourceAsStream(FILE);
    if (in == null) {
      throw new IllegalStateException(FILE + " is missing from the class path");
    }
    List<Route> routes = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isBlank() && !line.startsWith("#")) {
          routes.add(parse(line));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new RoleMatrix(routes);
  }

  private static Route parse(String line) {
    String[] cells = line.split(",", -1);
    if (cells.length != 3) {
      throw new IllegalStateException("A line of " + FILE + " is not METHOD,path,need: " + line);
    }
    return switch (cells[2]) {
      case "authenticated" -> new Route(cells[0], cells[1], Need.AUTHENTICATED, null);
      case "installation" -> new Route(cells[0], cells[1], Need.INSTALLATION, null);
      default ->
          new Route(
              cells[0],
              cells[1],
              Need.ROLE,
              Role.named(cells[2])
                  .orElseThrow(
                      () -> new IllegalStateException("Unknown role in " + FILE + ": " + line)));
    };
  }

  public List<Route> routes() {
    return routes;
  }

  /** The most literal matching route. */
  public Optional<Route> find(String method, String path) {
    String[] segments = segments(path);
    Route best = null;
    for (Route route : routes) {
      if (route.matches(method, segments) && (best == null || route.literals() > best.literals())) {
        best = route;
      }
    }
    return Optional.ofNullable(best);
  }

  private static String[] segments(String path) {
    return path.startsWith("/") ? path.substring(1).split("/", -1) : new String[0];
  }

  /** Whether this path has a route, for any method. */
  public boolean knows(String path) {
    String[] segments = segments(path);
    return routes.stream().anyMatch(route -> route.matches(route.method(), segments));
  }
}
