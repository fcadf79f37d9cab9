package dev.tributary.warehouse;

import dev.tributary.testkit.architecture.HouseRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  @Test
  void theHousesRulesHold() {
    HouseRules.check("dev.tributary.warehouse", "source");
  }
}
