package dev.tributary.identity;

import dev.tributary.testkit.architecture.HouseRules;
import org.junit.jupiter.api.Test;

class HouseRulesTest {

  @Test
  void theDomainKnowsNoTechnologyAndNoServiceKnowsAnother() {
    HouseRules.check("dev.tributary.identity");
  }
}
