package dev.tributary.local.cli;

import java.io.BufferedReader;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What the operating system counts as a process's own memory. */
final class ResidentMemory {

  private ResidentMemory() {}

  /** In megabytes, or null if the process is gone. */
  static @Nullable Long megabytes(long pid) {
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
