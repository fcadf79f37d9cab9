package dev.tributary.benchmarks.installation;

import dev.tributary.local.infra.ChildProcess;
import dev.tributary.local.infra.Port;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A bare program in a JVM with the flags of our services. */
public final class BareProgram implements AutoCloseable {
  private static final Duration START_BOUND = Duration.ofSeconds(60);

  private final ChildProcess process;

  private BareProgram(ChildProcess process) {
    this.process = process;
  }

  public static BareProgram start(String name, Class<?> program, Path log, String... arguments) {
    var line =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
    line.addAll(List.of(arguments));
    return new BareProgram(ChildProcess.start(new ChildProcess.Command(name, line, log)));
  }

  /** Returns once it listens. */
  public BareProgram awaitPort(int port) {
    process.awaitReady(() -> !Port.isUnused(port), START_BOUND);
    return this;
  }

  public long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    process.close();
  }
}
