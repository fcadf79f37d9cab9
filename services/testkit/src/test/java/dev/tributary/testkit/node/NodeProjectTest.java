package dev.tributary.testkit.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeProjectTest {
  private static final int THREADS = 4;

  @Test
  void testsOfOneJvmInstallTheSameProjectInTurn(@TempDir Path folder) throws Exception {
    Files.writeString(
        folder.resolve("package.json"),
        """
        {"name": "project", "version": "1.0.0"}
        """);
    Files.writeString(
        folder.resolve("package-lock.json"),
        """
        {"name": "project", "version": "1.0.0", "lockfileVersion": 3, "packages": {"": {"name": "project", "version": "1.0.0"}}}
        """);
    Callable<NodeProject> install = () -> NodeProject.installed(folder);
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      List<Future<NodeProject>> installed =
          threads.invokeAll(Stream.generate(() -> install).limit(THREADS).toList());

      for (Future<NodeProject> each : installed) {
        assertThat(each.get().folder()).isEqualTo(folder);
      }
    }
  }
}
