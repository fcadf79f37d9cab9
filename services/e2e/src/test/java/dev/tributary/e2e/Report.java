package dev.tributary.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/** Figures that were seen, for people to read; no test fails because of them. */
final class Report {
  private static final Path FILE = Path.of("target", "latency.txt");

  private Report() {}

  static void latency(String what, long sinceNanos) {
    figure(what, (System.nanoTime() - sinceNanos) / 1e6, "ms");
  }

  static synchronized void figure(String what, double value, String unit) {
    String line = String.format(Locale.ROOT, "%-60s %7.0f %s%n", what, value, unit);
    System.out.print(line);
    try {
      Files.createDirectories(FILE.getParent());
      Files.writeString(FILE, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
