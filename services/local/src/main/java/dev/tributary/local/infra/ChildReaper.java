package dev.tributary.local.infra;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Ends this process's children after it has ended, for any reason. A small shell reads the pids to
 * watch from a pipe whose other end only this process holds. The kernel closes that end even after
 * SIGKILL. Then the shell signals every remaining child, waits 10 seconds, and kills.
 *
 * <p>The shell has its own session, so neither Ctrl-C nor a kill of the process group ends it.
 */
final class ChildReaper {

  private static final String SCRIPT =
      """
      trap '' HUP INT TERM
      watched=' '
      while read -r verb pid signal; do
        case $verb in
          watch) watched="$watched$pid:$signal " ;;
          forget) watched=$(printf '%s' "$watched" | sed "s/ $pid:[A-Z]* / /") ;;
        esac
      done
      left() { for entry in $watched; do kill -0 "${entry%:*}" 2>/dev/null && return 0; done; return 1; }
      for entry in $watched; do kill -s "${entry#*:}" "${entry%:*}" 2>/dev/null; done
      tenths=0
      while left && [ $tenths -lt 100 ]; do sleep 0.1; tenths=$((tenths + 1)); done
      for entry in $watched; do kill -s KILL "${entry%:*}" 2>/dev/null; done
      """;

  private static final class OfThisProcess {
    static final ChildReaper INSTANCE = new ChildReaper();
  }

  private final BufferedWriter pipe;

  private ChildReaper() {
    try {
      Process shell =
          new ProcessBuilder(
                  Session.detached(List.of("sh", "-c", SCRIPT, "tributary-child-reaper")))
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      pipe = shell.outputWriter(StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new StartFailure("Cannot start a shell: " + e.getMessage(), e);
    }
  }

  static ChildReaper ofThisProcess() {
    return OfThisProcess.INSTANCE;
  }

  void watch(long pid, String signal) {
    send("watch " + pid + " " + signal);
  }

  /** Call this after the child has ended, because another process may then get its pid. */
  void forget(long pid) {
    send("forget " + pid);
  }

  private synchronized void send(String line) {
    try {
      pipe.write(line);
      pipe.newLine();
      pipe.flush();
    } catch (IOException e) {
      throw new StartFailure("The process that ends the child processes has ended.", e);
    }
  }
}
