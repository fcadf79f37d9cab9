package dev.tributary.benchmarks;

import dev.tributary.testkit.architecture.HouseRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  @Test
  void theRulesForSharedCodeHold() {
    HouseRules.checkShared("dev.tributary.benchmarks");
  }
}
