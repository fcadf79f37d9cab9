package dev.tributary.sandbox;

import dev.tributary.testkit.architecture.HouseRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  @Test
  void theRulesForSharedCodeHold() {
    HouseRules.checkShared("dev.tributary.sandbox");
  }
}
