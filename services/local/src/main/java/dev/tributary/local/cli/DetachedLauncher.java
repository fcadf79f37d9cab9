package dev.tributary.local.cli;

import dev.tributary.local.files.Directories;
import dev.tributary.local.infra.Checkout;
import dev.tributary.local.infra.Session;
import dev.tributary.local.infra.StartFailure;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A launcher in its own session. Its output is shown until it says that all is ready. */
record DetachedLauncher(Checkout checkout) {

  static final String READY = "Tributary is ready";

  private static final long POLL_MILLIS = 100;

  int start() throws InterruptedException {
    Path output = checkout.state().resolve("launcher.log");
    try {
      Directories.ownerOnly(checkout.state());
      Files.writeString(output, "");
      File file = output.toFile();
      Process launcher =
          new ProcessBuilder(Session.detached(line()))
              .directory(checkout.root().toFile())
              .redirectInput(new File("/dev/null"))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(file))
              .start();
      return follow(launcher, output);
    } catch (IOException e) {
      throw new StartFailure("Cannot start the launcher: " + e.getMessage(), e);
    }
  }

  private static int follow(Process launcher, Path output)
      throws IOException, InterruptedException {
    int shown = 0;
    while (true) {
      boolean alive = launcher.isAlive();
      String written = Files.readString(output);
      String lines = written.substring(shown, Math.max(shown, written.lastIndexOf('\n') + 1));
      System.out.print(lines);
      shown += lines.length();
      if (lines.lines().anyMatch(line -> line.startsWith(READY))) {
        return 0;
      }
      if (!alive) {
        return Math.max(1, launcher.exitValue());
      }
      Thread.sleep(POLL_MILLIS);
    }
  }

  /** The command line of this process, without {@code --detach}. */
  private List<String> line() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx192m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "--enable-native-access=ALL-UNNAMED",
        "-Dtributary.root=" + checkout.root(),
        "-Dtributary.state=" + checkout.state(),
        "-cp",
        System.getProperty("java.class.path"),
        "dev.tributary.local.Main",
        "up");
  }
}
