package dev.tributary.gateway;

import dev.tributary.testkit.architecture.HouseRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  /** A front door is technology all through: it has no domain to keep clean. */
  @Test
  void theHousesRulesHold() {
    HouseRules.checkHabits("dev.tributary.gateway");
  }
}
