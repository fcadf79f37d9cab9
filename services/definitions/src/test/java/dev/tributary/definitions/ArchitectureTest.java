package dev.tributary.definitions;

import dev.tributary.testkit.architecture.HouseRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  /** The library has no domain of its own. */
  @Test
  void theHousesRulesHold() {
    HouseRules.checkHabits("dev.tributary.definitions");
  }
}
