package dev.tributary.control;

import dev.tributary.testkit.architecture.HouseRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  /** Groups are in Keycloak, and alerts go through channels such as mail. */
  @Test
  void theHousesRulesHold() {
    HouseRules.check("dev.tributary.control", "keycloak", "notice");
  }
}
