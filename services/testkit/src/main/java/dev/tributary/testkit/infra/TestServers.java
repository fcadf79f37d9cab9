package dev.tributary.testkit.infra;

import dev.tributary.local.files.Directories;
import dev.tributary.local.infra.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The servers of this JVM and their files, in a directory named by the JVM's pid. They stop with
 * the JVM, the last started first. The next JVM deletes files that a killed JVM left behind.
 *
 * <p>Quarkus loads this class again with each test profile. Each time it has its own servers with
 * their own files; the earlier servers continue to run.
 */
final class TestServers {

  private static final Path ALL = Checkout.locate().tests();
  private static final Path JVM = ALL.resolve(Long.toString(ProcessHandle.current().pid()));
  private static final Path OURS = JVM.resolve(Long.toString(System.nanoTime()));
  private static final Deque<AutoCloseable> RUNNING = new ArrayDeque<>();
  private static final AtomicInteger DIRECTORIES = new AtomicInteger();

  static {
    deleteLeftovers();
    Runtime.getRuntime().addShutdownHook(new Thread(TestServers::stopAll, "test-servers"));
  }

  private TestServers() {}

  static synchronized <T extends AutoCloseable> T started(String name, Function<Path, T> start) {
    T server = start.apply(OURS.resolve(name));
    RUNNING.push(server);
    return server;
  }

  /** A new directory with a name that begins so, for a server that its test stops. */
  static Path directory(String name) {
    return OURS.resolve(name + "-" + DIRECTORIES.incrementAndGet());
  }

  private static synchronized void stopAll() {
    while (!RUNNING.isEmpty()) {
      try {
        RUNNING.pop().close();
      } catch (Exception e) {
        System.err.println("A test server did not stop: " + e);
      }
    }
    delete(OURS);
    String[] others = JVM.toFile().list();
    if (others == null || others.length == 0) {
      delete(JVM);
    }
  }

  private static void deleteLeftovers() {
    if (!Files.isDirectory(ALL)) {
      return;
    }
    List<Path> directories;
    try (Stream<Path> listed = Files.list(ALL)) {
      directories = listed.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    directories.stream().filter(TestServers::ownerIsGone).forEach(TestServers::delete);
  }

  private static boolean ownerIsGone(Path directory) {
    long pid = Long.parseLong(directory.getFileName().toString());
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty();
  }

  private static void delete(Path directory) {
    try {
      Directories.delete(directory);
    } catch (IOException e) {
      System.err.println("Files of test servers were left behind: " + e);
    }
  }
}
