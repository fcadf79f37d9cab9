package dev.tributary.testkit.infra;

import dev.tributary.local.infra.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One run of the tests of several modules. What is slow to start or to make is made once in a run,
 * and the JVMs of all modules share it. A run is a process whose pid is in the environment. Without
 * it, for example in an IDE, each JVM is alone.
 *
 * @param pid of the process with which the run ends
 */
public record TestRun(String pid) {
  private static final String VARIABLE = "TRIBUTARY_TEST_RUN";

  /** Empty outside of a run. */
  public static Optional<TestRun> current() {
    return Optional.ofNullable(System.getenv(VARIABLE))
        .filter(pid -> !pid.isBlank())
        .map(TestRun::new);
  }

  /** The directory for what the JVMs share. It exists. */
  public Path directory() {
    try {
      return Files.createDirectories(Checkout.locate().tests().resolve(pid));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
