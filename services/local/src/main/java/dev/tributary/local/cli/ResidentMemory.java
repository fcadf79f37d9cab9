package dev.tributary.local.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A process's own memory, as the operating system counts it. */
final class ResidentMemory {

  private static final Path PROC = Path.of("/proc/self/status");

  private ResidentMemory() {}

  /** In megabytes, or null if the process is gone. */
  static @Nullable Long megabytes(long pid) {
    Path status = Path.of("/proc", Long.toString(pid), "status");
    return Files.exists(PROC) ? ofLinux(status) : ofPs(pid);
  }

  private static @Nullable Long ofLinux(Path status) {
    try (Stream<String> lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .map(line -> Long.parseLong(line.replaceAll("\\D", "")) >> 10)
          .findFirst()
          .orElse(null);
    } catch (IOException | UncheckedIOException e) {
      return null;
    }
  }

  private static @Nullable Long ofPs(long pid) {
    try {
      Process ps = new ProcessBuilder("ps", "-o", "rss=", "-p", Long.toString(pid)).start();
      try (BufferedReader output = ps.inputReader()) {
        @Nullable String kilobytes = output.readLine();
        return kilobytes == null ? null : Long.parseLong(kilobytes.strip()) >> 10;
      }
    } catch (IOException e) {
      return null;
    }
  }
}
