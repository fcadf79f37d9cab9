package dev.tributary.benchmarks.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The time that a JVM has used for compiling and for collecting garbage, in microseconds,
 * recognised by the names of its threads. With the serial collector, collections run in the VM
 * thread. Compiler threads come and go, so this is a lower bound.
 */
record JvmThreads(long compilingMicros, long collectingMicros) {
  private static final long MICROS_PER_TICK = 10_000;
  private static final int USER = 11;
  private static final int SYSTEM = 12;

  /** Zero for a process that is not a JVM, or has ended. */
  static JvmThreads of(long pid) {
    long compiling = 0;
    long collecting = 0;
    try (Stream<Path> threads = Files.list(Path.of("/proc/" + pid + "/task"))) {
      for (Path thread : threads.toList()) {
        String line = stat(thread);
        String name = line.substring(line.indexOf('(') + 1, line.lastIndexOf(')'));
        if (name.startsWith("C1 Comp") || name.startsWith("C2 Comp")) {
          compiling += micros(line);
        } else if (name.equals("VM Thread") || name.startsWith("GC ") || name.startsWith("G1 ")) {
          collecting += micros(line);
        }
      }
    } catch (IOException gone) {
      return new JvmThreads(compiling, collecting);
    }
    return new JvmThreads(compiling, collecting);
  }

  /** A thread that has ended since the folder was listed has no name, and is not counted. */
  private static String stat(Path thread) {
    try {
      return Files.readString(thread.resolve("stat"));
    } catch (IOException gone) {
      return "()";
    }
  }

  private static long micros(String line) {
    String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
    return (Long.parseLong(fields[USER]) + Long.parseLong(fields[SYSTEM])) * MICROS_PER_TICK;
  }
}
