package dev.tributary.e2e.kill;

import static org.awaitility.Awaitility.await;

import dev.tributary.local.infra.Checkout;
import dev.tributary.local.launch.Run;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The processes of the installation, which its launcher starts again when they end. */
public record Parts(Checkout checkout) {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** SIGKILL; returns when the process is gone, whose pid it answers. */
  public long kill(String part) {
    long pid = Objects.requireNonNull(entry(part).pid(), part + " is not running");
    ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
    process.destroyForcibly();
    process.onExit().join();
    return pid;
  }

  /** SIGKILL to whatever has taken its place meanwhile, too, until the condition holds. */
  public void keepAway(String part, BooleanSupplier until) {
    // In this thread, for a browser answers only the one that opened it.
    await(part + " to be missed")
        .pollInSameThread()
        .pollInterval(Duration.ofMillis(200))
        .atMost(PATIENCE)
        .until(() -> {
          ProcessHandle.of(Objects.requireNonNullElse(entry(part).pid(), -1L))
              .ifPresent(ProcessHandle::destroyForcibly);
          return until.getAsBoolean();
        });
  }

  /**
   * SIGSTOP: it answers nobody, and keeps what it has.
   *
   * @return lets it go on when it is closed
   */
  public Stopped stop(String part) {
    long pid = Objects.requireNonNull(entry(part).pid(), part + " is not running");
    signal("-STOP", pid);
    return () -> signal("-CONT", pid);
  }

  /** A process that stands still. */
  public interface Stopped extends AutoCloseable {
    @Override
    void close();
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

  /** Waits until the launcher has started the part again and found it ready. */
  public void awaitAnother(String part, long killed) {
    await(part + " is ready again").atMost(PATIENCE).until(() -> isAnother(entry(part), killed));
  }

  private static boolean isAnother(Run.Entry entry, long killed) {
    @Nullable Long pid = entry.pid();
    return pid != null && pid != killed && entry.state().equals("ready");
  }

  private Run.Entry entry(String part) {
    return Run.last(checkout).stream()
        .flatMap(run -> run.processes().stream())
        .filter(entry -> entry.name().equals(part))
        .findFirst()
        .orElseThrow();
  }
}
