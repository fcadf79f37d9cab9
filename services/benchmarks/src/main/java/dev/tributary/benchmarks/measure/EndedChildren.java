package dev.tributary.benchmarks.measure;

/** The processor time of the processes that this process has started and that have ended. */
public final class EndedChildren {
  private static final long SELF = ProcessHandle.current().pid();

  private EndedChildren() {}

  /** With their own ended descendants, in microseconds, since the start of this process. */
  public static long cpuMicros() {
    return ProcessTable.now().endedChildrenCpuMicros(SELF);
  }
}
