package dev.tributary.local.launch;

import java.io.PrintStream;
import java.time.Duration;

/** The output for the person at the terminal: one line per part. Thread-safe. */
public final class Progress {

  private final PrintStream out;

  public Progress(PrintStream out) {
    this.out = out;
  }

  synchronized void ready(Part part, Duration took) {
    out.printf(
        "  %-22s ready in %5.1f s   port %d%n", part.name(), took.toMillis() / 1e3, part.port());
  }

  public synchronized void say(String sentence) {
    out.println(sentence);
  }
}
