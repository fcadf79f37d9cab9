package dev.tributary.benchmarks.measure;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads the resources that named processes (each with its descendants) have used between two
 * moments. This process, the driver, is counted separately: it is neither a measured process nor
 * one of the others.
 */
public final class Meter {
  private static final long SELF = ProcessHandle.current().pid();

  private final Map<String, Long> pids;

  /**
   * @param pids by the name that the table shows
   */
  public Meter(Map<String, Long> pids) {
    this.pids = new LinkedHashMap<>(pids);
  }

  /** The moment at which a measurement begins. */
  public final class Start {
    private final long nanos = System.nanoTime();
    private final Machine machine = Machine.now();
    private final Map<String, Spent> spent = spent();
    private final Spent driver = driver();

    /** The resources used since then. */
    public Usage end() {
      double micros = (System.nanoTime() - nanos) / 1e3;
      Machine after = Machine.now();
      var used = new LinkedHashMap<String, Usage.OfProcess>();
      double known = 0;
      for (Map.Entry<String, Spent> entry : spent().entrySet()) {
        Spent before = spent.getOrDefault(entry.getKey(), Spent.NONE);
        Usage.OfProcess process = entry.getValue().since(before);
        used.put(entry.getKey(), process);
        known += process.cpuMicros();
      }
      Usage.OfProcess driven = driver().since(driver);
      double driverMicros = driven.cpuMicros();
      double busy = after.busyMicros() - machine.busyMicros();
      return new Usage(
          micros / 1e6,
          used,
          driverMicros / micros,
          driven.compilingMicros() / micros,
          busy / micros,
          Math.max(0, busy - known - driverMicros) / micros,
          (after.stolenMicros() - machine.stolenMicros()) / micros);
    }
  }

  private record Spent(long cpu, JvmThreads threads) {
    static final Spent NONE = new Spent(0, new JvmThreads(0, 0));

    Usage.OfProcess since(Spent before) {
      return new Usage.OfProcess(
          cpu - before.cpu,
          Math.max(0, threads.compilingMicros() - before.threads.compilingMicros()),
          Math.max(0, threads.collectingMicros() - before.threads.collectingMicros()));
    }
  }

  public Start start() {
    return new Start();
  }

  private static Spent driver() {
    return new Spent(ProcessTable.now().ownCpuMicros(SELF), JvmThreads.of(SELF));
  }

  private Map<String, Spent> spent() {
    ProcessTable table = ProcessTable.now();
    var spent = new LinkedHashMap<String, Spent>();
    pids.forEach(
        (name, pid) -> spent.put(name, new Spent(table.treeCpuMicros(pid), JvmThreads.of(pid))));
    return spent;
  }
}
