package dev.tributary.local.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Directories that are filled once and then only read. Safe between processes: a process fills a
 * directory under a file lock in a second directory beside it, and a rename makes it visible whole
 * or not at all.
 */
public record Cache(Path directory) {

  /** Fills an empty directory. */
  @FunctionalInterface
  public interface Filler {
    void fill(Path empty) throws IOException;
  }

  /** The directory with this name; filled now if no process filled it before. */
  public Path filled(String name, Filler filler) {
    Path target = directory.resolve(name);
    if (Files.isDirectory(target)) {
      return target;
    }
    try {
      Files.createDirectories(directory);
      ExclusiveFile.lock(
          directory.resolve(target.getFileName() + ".lock"), () -> fill(target, filler));
      return target;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot prepare " + target, e);
    }
  }

  private void fill(Path target, Filler filler) throws IOException {
    if (Files.isDirectory(target)) {
      return;
    }
    Path filling = directory.resolve(target.getFileName() + ".filling");
    Directories.delete(filling);
    Files.createDirectories(filling);
    filler.fill(filling);
    Files.move(filling, target, StandardCopyOption.ATOMIC_MOVE);
  }
}
