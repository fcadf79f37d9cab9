package dev.tributary.gateway.routing;

import dev.tributary.contracts.id.WorkspaceId;
import java.util.List;

/** A parsed path below {@code /api/v1}. Segments are as received, still encoded. */
public sealed interface ApiPath {
  String PREFIX = "/api/v1/";
  String WORKSPACES = "workspaces";

  /**
   * A path of one workspace.
   *
   * @param idOrKey of the workspace, as the caller named it
   */
  record OfWorkspace(String idOrKey, List<String> rest) implements ApiPath {

    /** The same path with the workspace's id, as services expect it. */
    public String withWorkspace(WorkspaceId id) {
      String base = PREFIX + WORKSPACES + "/" + id.value();
      return rest.isEmpty() ? base : base + "/" + String.join("/", rest);
    }
  }

  /** The list of workspaces. */
  record Workspaces() implements ApiPath {}

  /** A path that belongs to no workspace. */
  record OfInstallation(List<String> rest) implements ApiPath {}

  /**
   * @param path begins with {@link #PREFIX}, without a query
   */
  static ApiPath parse(String path) {
    List<String> segments = List.of(path.substring(PREFIX.length()).split("/"));
    if (!segments.getFirst().equals(WORKSPACES)) {
      return new OfInstallation(segments);
    }
    return segments.size() == 1
        ? new Workspaces()
        : new OfWorkspace(segments.get(1), segments.subList(2, segments.size()));
  }
}
