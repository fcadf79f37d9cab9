package dev.tributary.benchmarks.measure;

import java.util.Map;

/**
 * The resources used between two moments.
 *
 * @param driverCores used by the driver of the load
 * @param busyCores of the whole machine
 * @param othersCores used by processes that are neither measured nor the driver; a run beside busy
 *     neighbours says little
 * @param stolenCores taken by the hypervisor
 */
public record Usage(
    double seconds,
    Map<String, OfProcess> processes,
    double driverCores,
    double busyCores,
    double othersCores,
    double stolenCores) {

  /**
   * @param cpuMicros of the process and its descendants
   * @param compilingMicros the part of it that the JVM's compilers used
   * @param collectingMicros the part of it that garbage collections used
   */
  public record OfProcess(long cpuMicros, long compilingMicros, long collectingMicros) {}

  /** Of all measured processes together. */
  public long cpuMicros() {
    return processes.values().stream().mapToLong(OfProcess::cpuMicros).sum();
  }

  public long cpuMicros(String process) {
    OfProcess used = processes.get(process);
    if (used == null) {
      throw new IllegalArgumentException("Not measured: " + process);
    }
    return used.cpuMicros();
  }
}
