package dev.tributary.warehouse.source;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.warehouse.table.RunFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** The folders with the files of workspaces. No path leads out of its workspace's folder. */
public final class WorkspaceFiles {
  private final Path root;

  /**
   * @param root contains a folder per workspace id, mounted by the operator
   */
  public WorkspaceFiles(Path root) {
    this.root = root;
  }

  public Path folder(WorkspaceId workspace) throws RunFailure {
    try {
      return Files.createDirectories(root.resolve(workspace.value())).toRealPath();
    } catch (IOException e) {
      throw new RunFailure("files-unavailable", "The server's folder cannot be read", e);
    }
  }

  /**
   * A file or folder of a workspace. Links are resolved first, so a link cannot lead out of the
   * folder either.
   *
   * @param path relative, as in the warehouse's settings
   */
  public Path resolve(WorkspaceId workspace, String path) throws RunFailure {
    Path folder = folder(workspace);
    try {
      Path wanted = folder.resolve(path).normalize();
      if (path.isBlank() || !wanted.startsWith(folder)) {
        throw outside(path);
      }
      Path real = wanted.toRealPath();
      if (!real.startsWith(folder)) {
        throw outside(path);
      }
      return real;
    } catch (InvalidPathException e) {
      throw outside(path);
    } catch (IOException e) {
      throw new RunFailure(
          "file-missing", "There is no file %s in the workspace's folder".formatted(path), e);
    }
  }

  private static RunFailure outside(String path) {
    return new RunFailure(
        "file-outside",
        "%s is not in the workspace's folder; name a path within it".formatted(path));
  }
}
