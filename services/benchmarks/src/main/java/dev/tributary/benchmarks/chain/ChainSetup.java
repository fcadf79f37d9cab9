package dev.tributary.benchmarks.chain;

import dev.tributary.benchmarks.installation.Installed;
import dev.tributary.local.workspace.Api;
import java.util.List;
import java.util.Map;

/** The audiences that a customer would create through the REST API. */
final class ChainSetup {
  /** The number of audiences that read frequent events, and that no person enters. */
  private static final int OUT_OF_REACH = 30;

  static final int AUDIENCES = Shoppers.LEVELS + Shoppers.MILESTONES + OUT_OF_REACH;

  private final Api api;
  private final Installed installed;

  ChainSetup(Installed installed) {
    this.installed = installed;
    this.api = installed.api();
  }

  void createAudiences() {
    for (int i = 0; i < Shoppers.LEVELS; i++) {
      audience("level-" + i, Map.of("trait", "level", "operator", "equals", "value", "level-" + i));
    }
    for (int i = 0; i < Shoppers.MILESTONES; i++) {
      audience("milestone-" + i, Map.of("event", "Milestone " + i));
    }
    for (int i = 0; i < OUT_OF_REACH; i++) {
      String name = Shoppers.NAMES.get(i % Shoppers.NAMES.size());
      Map<String, Object> often =
          Map.of(
              "event", name,
              "count", Map.of("atLeast", 1_000 + i),
              "window", Map.of("last", Map.of("amount", 30, "unit", "days")));
      Map<String, Object> scored = Map.of("trait", "score", "operator", "atLeast", "value", 10 * i);
      audience("out-of-reach-" + i, Map.of("all", List.of(often, scored)));
    }
  }

  private void audience(String key, Map<String, Object> rule) {
    api.post(
        installed.path("audiences"),
        Map.of("key", key, "name", key, "rule", rule, "allowUnknownTraits", true));
  }
}
