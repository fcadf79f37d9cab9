package dev.tributary.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/** Latencies that were seen, for people to read; no test fails because of them. */
final class Report {
  private static final Path FILE = Path.of("target", "latency.txt");

  private Report() {}

  static synchronized void latency(String what, long sinceNanos) {
    String line =
        String.format(
            Locale.ROOT, "%-60s %7.0f ms%n", what, (System.nanoTime() - sinceNanos) / 1e6);
    System.out.print(line);
    try {
      Files.createDirectories(FILE.getParent());
      Files.writeString(FILE, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
