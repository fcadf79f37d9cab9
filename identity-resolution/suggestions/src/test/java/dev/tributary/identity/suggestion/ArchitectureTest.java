package dev.tributary.identity.suggestion;

import dev.tributary.testkit.architecture.HouseRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  @Test
  void theRulesOfTheHouseHold() {
    HouseRules.check("dev.tributary.identity");
  }
}
