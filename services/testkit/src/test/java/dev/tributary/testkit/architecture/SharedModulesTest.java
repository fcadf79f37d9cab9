package dev.tributary.testkit.architecture;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The modules that the testkit depends on cannot check themselves with it. */
class SharedModulesTest {

  @ParameterizedTest
  @ValueSource(strings = {"contracts", "local", "testkit"})
  void theRulesForSharedCodeHold(String module) {
    HouseRules.checkShared("dev.tributary." + module);
  }
}
