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
 *
 * <p>Locks of files belong to the process. If several class loaders load this class, as in tests of
 * Quarkus, a system property names each lock that one of them holds.
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
   * @return whether this object holds the lock now; false if another process holds it, or another
   *     object in this process
   */
  synchronized boolean take(int port) {
    if (held.containsKey(port)) {
      return true;
    }
    Path path = directory.resolve(port + ".lock");
    String inThisProcess = PortLocks.class.getName() + ":" + path;
    if (System.getProperties().putIfAbsent(inThisProcess, "held") != null) {
      return false;
    }
    try {
      Directories.ownerOnly(directory);
      FileChannel file =
          FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (file.tryLock() == null) {
        file.close();
        System.clearProperty(inThisProcess);
        return false;
      }
      held.put(port, file);
      return true;
    } catch (IOException e) {
      System.clearProperty(inThisProcess);
      throw new UncheckedIOException("The lock of port " + port + " cannot be taken", e);
    }
  }
}
