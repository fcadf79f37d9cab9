package dev.tributary.runtime;

import dev.tributary.testkit.architecture.HouseRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  /** Most packages of the runtime connect services to technology: that is their purpose. */
  @Test
  void theHousesRulesHold() {
    HouseRules.checkRuntime(
        "audit",
        "change",
        "client",
        "config",
        "egress",
        "fact",
        "limit",
        "log",
        "loop",
        "messaging",
        "metrics",
        "openapi",
        "outbox",
        "purge",
        "quarantine",
        "query",
        "replica",
        "secrets",
        "tenancy",
        "view");
  }
}
