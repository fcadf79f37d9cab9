package dev.tributary.e2e.kill;

import static org.awaitility.Awaitility.await;

import dev.tributary.local.infra.Checkout;
import dev.tributary.local.launch.Run;
import dev.tributary.testkit.faults.StoppedProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The processes of the installation, which its launcher starts again when they end. */
public record Parts(Checkout checkout) {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** Without a change, Home reads its figures every five minutes. */
  private static final Duration NEXT_READ = Duration.ofMinutes(8);

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
        .atMost(NEXT_READ)
        .until(() -> {
          process(entry(part)).ifPresent(ProcessHandle::destroyForcibly);
          return until.getAsBoolean();
        });
  }

  /** SIGTERM to each part, and SIGKILL to what has taken its place, until the result is closed. */
  public Absence away(List<String> parts) {
    return new Absence(this, parts);
  }

  /** The process of the part, if it runs. */
  Optional<ProcessHandle> process(String part) {
    return find(part).flatMap(Parts::process);
  }

  private static Optional<ProcessHandle> process(Run.Entry entry) {
    return Optional.ofNullable(entry.pid()).flatMap(ProcessHandle::of);
  }

  /** It stands still until what this answers is closed. */
  public StoppedProcess stop(String part) {
    return StoppedProcess.stop(Objects.requireNonNull(entry(part).pid(), part + " is not running"));
  }

  /**
   * The whole part stands still for so long, with all processes that it has started: a machine that
   * does something else.
   */
  public void stall(String part, Duration time) {
    long pid = Objects.requireNonNull(entry(part).pid(), part + " is not running");
    List<StoppedProcess> stopped = new ArrayList<>();
    try {
      stopped.add(StoppedProcess.stop(pid));
      ProcessHandle.of(pid)
          .orElseThrow()
          .descendants()
          .filter(ProcessHandle::isAlive)
          .forEach(each -> stopIfThere(each).ifPresent(stopped::add));
      await("the end of the stall").pollDelay(time).atMost(time.plus(PATIENCE)).until(() -> true);
    } finally {
      stopped.reversed().forEach(StoppedProcess::close);
    }
  }

  /** A server's helper may end by itself meanwhile. */
  private static Optional<StoppedProcess> stopIfThere(ProcessHandle process) {
    try {
      return Optional.of(StoppedProcess.stop(process.pid()));
    } catch (IllegalStateException e) {
      if (process.isAlive()) {
        throw e;
      }
      return Optional.empty();
    }
  }

  /** Waits until the launcher has started the part again and found it ready. */
  public void awaitAnother(String part, long killed) {
    await(part + " is ready again").atMost(PATIENCE).until(() -> isAnother(entry(part), killed));
  }

  /** Waits until the part runs and is ready, after {@link #keepAway}. */
  public void awaitReady(String part) {
    await(part + " is ready").atMost(PATIENCE).until(() -> isReady(entry(part)));
  }

  private static boolean isReady(Run.Entry entry) {
    return process(entry).isPresent() && entry.state().equals("ready");
  }

  private static boolean isAnother(Run.Entry entry, long killed) {
    @Nullable Long pid = entry.pid();
    return pid != null && pid != killed && entry.state().equals("ready");
  }

  private Run.Entry entry(String part) {
    return find(part).orElseThrow();
  }

  private Optional<Run.Entry> find(String part) {
    return Run.last(checkout).stream()
        .flatMap(run -> run.processes().stream())
        .filter(entry -> entry.name().equals(part))
        .findFirst();
  }
}
