package dev.tributary.benchmarks;

import dev.tributary.testkit.architecture.HouseRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  @Test
  void noPackagesDependOnEachOtherInACycle() {
    HouseRules.checkCycles("dev.tributary.benchmarks");
  }
}
