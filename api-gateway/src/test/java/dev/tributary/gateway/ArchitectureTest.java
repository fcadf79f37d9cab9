package dev.tributary.gateway;

import dev.tributary.testkit.architecture.HouseRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  /**
   * Sign-in is Quarkus', groups are Keycloak's, workspaces are the runtime's definitions, alerts go
   * by mail.
   */
  @Test
  void theHousesRulesHold() {
    HouseRules.check("dev.tributary.gateway", "signin", "keycloak", "workspace", "channel");
  }
}
