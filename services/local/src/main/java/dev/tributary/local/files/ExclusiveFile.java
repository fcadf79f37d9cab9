package dev.tributary.local.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Work that only one thread of all processes does at a time. A file lock excludes other processes
 * only. A monitor excludes the threads of this process. Thread-safe.
 */
public final class ExclusiveFile {
  private static final Map<Path, Object> MONITORS = new ConcurrentHashMap<>();

  private ExclusiveFile() {}

  /** Work on files. */
  @FunctionalInterface
  public interface Work {
    void run() throws IOException;
  }

  /**
   * Waits until no other thread and no other process works under this file, and then works.
   *
   * @param file is created if it does not exist; its directory must exist
   */
  public static void lock(Path file, Work work) throws IOException {
    Object monitor = MONITORS.computeIfAbsent(file.toAbsolutePath().normalize(), _ -> new Object());
    synchronized (monitor) {
      try (FileChannel channel =
              FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock _ = channel.lock()) {
        work.run();
      }
    }
  }
}
