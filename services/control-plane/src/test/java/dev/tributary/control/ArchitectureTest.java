package dev.tributary.control;

import dev.tributary.testkit.architecture.HouseRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  /** Groups are Keycloak's, workspaces are the runtime's definitions, alerts go by mail. */
  @Test
  void theHousesRulesHold() {
    HouseRules.check("dev.tributary.control", "signin", "keycloak", "workspace", "channel");
  }
}
