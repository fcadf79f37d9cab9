package dev.tributary.benchmarks.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** All processes of the machine at one moment, each with the processor time that it has used. */
final class ProcessTable {
  private static final Path PROC = Path.of("/proc");

  /** Linux counts in hundredths of a second for user space, whatever the kernel's own tick is. */
  private static final long MICROS_PER_TICK = 10_000;

  private static final int PARENT = 1;
  private static final int USER = 11;
  private static final int SYSTEM = 12;
  private static final int CHILDREN_USER = 13;
  private static final int CHILDREN_SYSTEM = 14;

  private record Entry(long parent, long ownTicks, long endedChildrenTicks) {}

  private final Map<Long, Entry> entries;
  private final Map<Long, List<Long>> children = new HashMap<>();

  private ProcessTable(Map<Long, Entry> entries) {
    this.entries = entries;
    entries.forEach(
        (pid, entry) -> children.computeIfAbsent(entry.parent(), _ -> new ArrayList<>()).add(pid));
  }

  static ProcessTable now() {
    var entries = new HashMap<Long, Entry>();
    try (Stream<Path> directories = Files.list(PROC)) {
      directories
          .filter(directory -> Character.isDigit(directory.getFileName().toString().charAt(0)))
          .forEach(directory -> read(directory, entries));
    } catch (IOException e) {
      throw new IllegalStateException("Measuring needs Linux with /proc", e);
    }
    return new ProcessTable(entries);
  }

  /** Of the process alone, in microseconds; 0 if it has ended. */
  long ownCpuMicros(long pid) {
    Entry entry = entries.get(pid);
    return entry == null ? 0 : entry.ownTicks() * MICROS_PER_TICK;
  }

  /** Of all descendants of the process that have ended, in microseconds; 0 if it has ended. */
  long endedChildrenCpuMicros(long pid) {
    Entry entry = entries.get(pid);
    return entry == null ? 0 : entry.endedChildrenTicks() * MICROS_PER_TICK;
  }

  /**
   * Of the process, its living descendants, and all descendants that have ended, in microseconds.
   */
  long treeCpuMicros(long pid) {
    Entry entry = entries.get(pid);
    if (entry == null) {
      return 0;
    }
    long micros = (entry.ownTicks() + entry.endedChildrenTicks()) * MICROS_PER_TICK;
    for (long child : children.getOrDefault(pid, List.of())) {
      micros += treeCpuMicros(child);
    }
    return micros;
  }

  private static void read(Path directory, Map<Long, Entry> entries) {
    try {
      String line = Files.readString(directory.resolve("stat"));
      // The name is in parentheses and may contain anything; the fields after it do not.
      String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
      entries.put(
          Long.parseLong(directory.getFileName().toString()),
          new Entry(
              Long.parseLong(fields[PARENT]),
              Long.parseLong(fields[USER]) + Long.parseLong(fields[SYSTEM]),
              Long.parseLong(fields[CHILDREN_USER]) + Long.parseLong(fields[CHILDREN_SYSTEM])));
    } catch (IOException gone) {
      // The process has ended since the directory was listed. Its parent's count includes it.
      return;
    }
  }
}
