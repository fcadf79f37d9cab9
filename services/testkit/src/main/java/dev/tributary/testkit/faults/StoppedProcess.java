package dev.tributary.testkit.faults;

import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A process that SIGSTOP has paused: it answers nothing and keeps its state. Close this to continue
 * it.
 */
public final class StoppedProcess implements AutoCloseable {
  private final long pid;

  private StoppedProcess(long pid) {
    this.pid = pid;
  }

  public static StoppedProcess stop(long pid) {
    signal("-STOP", pid);
    return new StoppedProcess(pid);
  }

  @Override
  public void close() {
    signal("-CONT", pid);
  }

  private static void signal(String signal, long pid) {
    try {
      int exitCode =
          new ProcessBuilder("kill", signal, Long.toString(pid)).inheritIO().start().waitFor();
      if (exitCode != 0) {
        throw new IllegalStateException(
            "kill %s %d ended with %d".formatted(signal, pid, exitCode));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
