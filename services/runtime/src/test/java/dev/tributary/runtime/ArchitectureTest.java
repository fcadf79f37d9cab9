package dev.tributary.runtime;

import dev.tributary.testkit.architecture.HouseRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  /** Every room of the runtime touches technology: that is what it is for. */
  @Test
  void theHousesRulesHold() {
    HouseRules.check(
        "dev.tributary.runtime",
        "audit",
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
        "secrets",
        "tenancy",
        "threads",
        "view");
  }
}
