package dev.tributary.definitions;

import dev.tributary.testkit.architecture.HouseRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  @Test
  void theHousesRulesHold() {
    HouseRules.check("dev.tributary.definitions");
  }
}
