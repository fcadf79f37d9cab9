package dev.tributary.benchmarks.measure;

import java.util.Map;

/**
 * The resources used between two moments.
 *
 * @param driverCores used by the driver of the load
 * @param driverCompilingCores the part of it that the JVM's compilers used
 * @param busyCores of the whole machine
 * @param othersCores used by processes that are neither measured nor the driver; a run beside busy
 *     neighbours says little
 * @param stolenCores taken by the hypervisor
 */
public record Usage(
    double seconds,
    Map<String, OfProcess> processes,
    double driverCores,
    double driverCompilingCores,
    double busyCores,
    double othersCores,
    double stolenCores) {

  /**
   * @param cpuMicros of the process and its descendants
   * @param compilingMicros the part of it that the JVM's compilers used
   * @param collectingMicros the part of it that garbage collections used
   */
  public record OfProcess(long cpuMicros, long compilingMicros, long collectingMicros) {}

  /**
   * The CPU of some of the processes together.
   *
   * @param compilingMicros the part of it that the JVMs' compilers used
   */
  public record CpuTime(double micros, double compilingMicros) {
    public CpuTime plus(CpuTime other) {
      return new CpuTime(micros + other.micros, compilingMicros + other.compilingMicros);
    }
  }

  /** Of all measured processes together. */
  public CpuTime cpu() {
    return new CpuTime(
        cpuMicros(), processes.values().stream().mapToLong(OfProcess::compilingMicros).sum());
  }

  /** Of one measured process. */
  public CpuTime cpu(String process) {
    OfProcess used = processes.get(process);
    if (used == null) {
      throw new IllegalArgumentException("Not measured: " + process);
    }
    return new CpuTime(used.cpuMicros(), used.compilingMicros());
  }

  /** Of the driver, where it runs the measured program itself. */
  public CpuTime driverCpu() {
    return new CpuTime(driverCores * seconds * 1e6, driverCompilingCores * seconds * 1e6);
  }

  /** Of all measured processes together. */
  public long cpuMicros() {
    return processes.values().stream().mapToLong(OfProcess::cpuMicros).sum();
  }
}
