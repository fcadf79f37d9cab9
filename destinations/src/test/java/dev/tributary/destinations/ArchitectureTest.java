package dev.tributary.destinations;

import dev.tributary.testkit.architecture.HouseRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  /** Each folder of {@code connectors} is an adapter. */
  @Test
  void theDomainKnowsNoTechnologyAndNoOtherService() {
    HouseRules.check("dev.tributary.destinations", "egress", "connectors");
  }
}
