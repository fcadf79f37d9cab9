package dev.tributary.gateway.pipeline;

import java.util.Map;

/**
 * Where one stage is.
 *
 * @param reachable whether the service answers
 * @param behind by topic, how many messages it has not yet applied and published, over all
 *     workspaces
 * @param pending by kind of work, what the workspace waits for
 */
public record StageStatus(
    Stage stage, boolean reachable, Map<String, Long> behind, Map<String, Long> pending) {

  public boolean caughtUp() {
    return reachable
        && behind.values().stream().allMatch(missing -> missing == 0)
        && pending.values().stream().allMatch(work -> work == 0);
  }
}
