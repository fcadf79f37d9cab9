package dev.tributary.control.http.approval;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.control.approval.ApprovableRoutes;
import dev.tributary.control.approval.ApprovableRoutes.Concealed;
import dev.tributary.runtime.audit.RecordedRoutes;
import dev.tributary.runtime.http.PathCheck;
import dev.tributary.runtime.problem.Problem;
import dev.tributary.runtime.problem.Problems;
import dev.tributary.runtime.tenancy.Role;
import dev.tributary.runtime.tenancy.RoleMatrix;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a requested change, and refuses it if it cannot be approved. Thread-safe. */
@Singleton
public class ChangeRequestBinding {
  private static final int LONGEST_PATH = 1_000;
  private static final int LONGEST_REASON = 500;
  private static final int LARGEST_BODY = 65_536;

  /**
   * Segments without characters that end a path, divide it, or have another meaning for some
   * programs; then plain parameters.
   */
  private static final Pattern PATH =
      Pattern.compile("(/[A-Za-z0-9._~@:+%-]+)+(\\?[a-z]+=[a-z]+(&[a-z]+=[a-z]+)*)?");

  /** The kind of an object, and its id or key. */
  private static final Pattern OBJECT = Pattern.compile("/[^/]+/[^/]+");

  private static final Pattern ENTITY_TAG = Pattern.compile("(W/)?\"[A-Za-z0-9._-]{1,100}\"");

  private final RoleMatrix matrix;
  private final ApprovableRoutes approvable;
  private final RecordedRoutes recorded;

  public ChangeRequestBinding(
      RoleMatrix matrix, ApprovableRoutes approvable, RecordedRoutes recorded) {
    this.matrix = matrix;
    this.approvable = approvable;
    this.recorded = recorded;
  }

  /**
   * A route that a change request may name.
   *
   * @param needs the smallest role for the route itself
   * @param operation its name in the API
   */
  record Target(Role needs, String operation, Concealed concealed) {}

  /** A request that may be stored. */
  record Bound(
      String method,
      String path,
      @Nullable String ifMatch,
      String body,
      String reason,
      Target target) {}

  /**
   * @throws Problem with the place and the reason of each error
   */
  Bound bind(WorkspaceId workspace, ChangeRequestResource.@Nullable NewChangeRequest wanted) {
    if (wanted == null) {
      throw Problems.INVALID.problem("method, path, body and reason are needed");
    }
    String method = text(wanted.method(), "/method", 10).toUpperCase(Locale.ROOT);
    String path = path(text(wanted.path(), "/path", LONGEST_PATH));
    Target target = target(workspace, method, path);
    return new Bound(
        method,
        path,
        ifMatch(wanted.ifMatch()),
        body(wanted.body()),
        reason(wanted.reason(), "/reason"),
        target);
  }

  /**
   * The route of a request, new or stored.
   *
   * @throws Problem if no second person can approve it
   */
  Target target(WorkspaceId workspace, String method, String path) {
    return matrix
        .find(method, full(workspace, withoutParameters(path)))
        .flatMap(route ->
            approvable
                .find(route.method(), route.path())
                .map(concealed -> target(route, concealed)))
        .orElseThrow(() ->
            Problems.INVALID.problem(
                "%s %s is no change that a second person can approve".formatted(method, path),
                "/path"));
  }

  private Target target(RoleMatrix.Route route, Concealed concealed) {
    Role role = route.role();
    return new Target(role == null ? Role.ADMIN : role, recorded.of(route).text(), concealed);
  }

  /**
   * The path of the object that a change concerns, below the workspace.
   *
   * @return empty if the change names no object, or if no route reads one object of this kind
   */
  Optional<String> object(WorkspaceId workspace, String path) {
    Matcher object = OBJECT.matcher(withoutParameters(path));
    return object.lookingAt() && matrix.find("GET", full(workspace, object.group())).isPresent()
        ? Optional.of(object.group())
        : Optional.empty();
  }

  private static String withoutParameters(String path) {
    int query = path.indexOf('?');
    return query < 0 ? path : path.substring(0, query);
  }

  /** The path with the workspace, as the front door expects it. */
  static String full(WorkspaceId workspace, String path) {
    return "/api/v1/workspaces/" + workspace + path;
  }

  static String reason(@Nullable String given, String pointer) {
    return text(given, pointer, LONGEST_REASON);
  }

  private static String path(String given) {
    String path = given.startsWith("/") ? given : "/" + given;
    if (!PATH.matcher(path).matches() || !PathCheck.plain(path)) {
      throw Problems.INVALID.problem(
          "path is a plain path below the workspace, such as /syncs", "/path");
    }
    return path;
  }

  private static @Nullable String ifMatch(@Nullable String given) {
    if (given != null && !ENTITY_TAG.matcher(given).matches()) {
      throw Problems.INVALID.problem("ifMatch is the ETag of an earlier answer", "/ifMatch");
    }
    return given;
  }

  private static String body(@Nullable JsonNode given) {
    if (given == null || given.isNull()) {
      return "";
    }
    if (!given.isObject()) {
      throw Problems.INVALID.problem("body is a JSON object", "/body");
    }
    byte[] json = Json.write(given);
    if (json.length > LARGEST_BODY) {
      throw Problems.INVALID.problem("body has at most 65,536 bytes", "/body");
    }
    return new String(json, StandardCharsets.UTF_8);
  }

  private static String text(@Nullable String given, String pointer, int longest) {
    if (given == null || given.isBlank() || given.length() > longest) {
      throw Problems.INVALID.problem("Text of 1 to " + longest + " characters", pointer);
    }
    return given.strip();
  }
}
