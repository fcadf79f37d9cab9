package dev.tributary.warehouse.source;

import dev.tributary.contracts.id.WorkspaceId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files of a workspace: its input files, and the snapshots of its models. Links are deleted and
 * not followed. Thread-safe.
 */
public final class WorkspaceFolders {
  private final List<Path> roots;

  /**
   * @param roots each contains a folder per workspace id
   */
  public WorkspaceFolders(List<Path> roots) {
    this.roots = List.copyOf(roots);
  }

  /**
   * Deletes all of them; repeating it is harmless.
   *
   * @return how many files and folders were deleted
   * @throws IOException if one of them could not be deleted, for a folder that is mounted read-only
   */
  public long delete(WorkspaceId workspace) throws IOException {
    long deleted = 0;
    for (Path root : roots) {
      Path folder = root.resolve(workspace.value()).normalize();
      if (workspace.value().isBlank() || !root.normalize().equals(folder.getParent())) {
        throw new IllegalArgumentException("No workspace has this id");
      }
      deleted += delete(folder);
    }
    return deleted;
  }

  private static long delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return 0;
    }
    long deleted = 0;
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        if (Files.deleteIfExists(file)) {
          deleted++;
        }
      }
    }
    return deleted;
  }
}
