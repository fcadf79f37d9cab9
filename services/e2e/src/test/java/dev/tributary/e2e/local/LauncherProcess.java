package dev.tributary.e2e.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code cdp up} on a state of its own, as the script would start it. */
public final class LauncherProcess {

  private final Process process;
  private final BufferedReader output;

  private LauncherProcess(Process process) {
    this.process = process;
    this.output = process.inputReader();
  }

  static LauncherProcess up(Path state) throws IOException {
    return new LauncherProcess(start(state, "up"));
  }

  /** Runs another command on the same state and answers what it printed. */
  public static String run(Path state, String... arguments)
      throws IOException, InterruptedException {
    Process command = start(state, arguments);
    String printed = new String(command.getInputStream().readAllBytes());
    assertThat(command.waitFor()).as("cdp %s: %s", String.join(" ", arguments), printed).isZero();
    return printed.strip();
  }

  /** Runs a command that has to fail; answers what it printed. */
  public static String fail(List<String> line) throws IOException, InterruptedException {
    Process command = new ProcessBuilder(line).redirectErrorStream(true).start();
    String printed = new String(command.getInputStream().readAllBytes());
    assertThat(command.waitFor()).as("%s: %s", line, printed).isEqualTo(1);
    return printed.strip();
  }

  /** Reads progress until everything is ready; answers the seconds that it says. */
  double awaitReady() throws IOException {
    var lines = new ArrayList<String>();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      lines.add(line);
      if (line.startsWith("Tributary is ready after ")) {
        return Double.parseDouble(line.split(" ")[4]);
      }
    }
    throw new AssertionError("The launcher ended before it was ready: " + lines);
  }

  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** As Ctrl-C does. */
  void interrupt() throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    process.waitFor();
  }

  /** A shell in the background has its children ignore Ctrl-C; a terminal does not. */
  private static Process start(Path state, String... arguments) throws IOException {
    var line = new ArrayList<>(List.of("env", "--default-signal=INT"));
    line.addAll(line(state, arguments));
    return new ProcessBuilder(line).redirectErrorStream(true).start();
  }

  public static List<String> line(Path state, String... arguments) {
    var line =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-Dtributary.root=" + System.getProperty("tributary.root"),
                "-Dtributary.state=" + state,
                "-cp",
                System.getProperty("java.class.path"),
                "dev.tributary.local.Main"));
    line.addAll(List.of(arguments));
    return line;
  }
}
