package dev.tributary.local.infra;

import dev.tributary.local.files.Directories;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;

/**
 * A lock file for each port, which this process holds until it ends. The operating system releases
 * the locks of a process that was killed. Thread-safe.
 */
final class PortLocks {
  private final Path directory;
  private final Map<Integer, FileChannel> held = new HashMap<>();

  /**
   * @param directory of the lock files; it is created when it is needed
   */
  PortLocks(Path directory) {
    this.directory = directory;
  }

  /**
   * @return whether this process holds the lock now; false if another process holds it
   */
  synchronized boolean take(int port) {
    if (held.containsKey(port)) {
      return true;
    }
    try {
      Directories.ownerOnly(directory);
      FileChannel file =
          FileChannel.open(
              directory.resolve(port + ".lock"),
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE);
      if (file.tryLock() == null) {
        file.close();
        return false;
      }
      held.put(port, file);
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException("The lock of port " + port + " cannot be taken", e);
    }
  }
}
