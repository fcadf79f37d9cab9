package dev.tributary.identity.rebuild;

import dev.tributary.testkit.architecture.HouseRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  @Test
  void theRulesOfTheHouseHold() {
    HouseRules.check("dev.tributary.identity");
  }
}
