package dev.tributary.identity.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.identity.rules.IdentityRules;
import dev.tributary.identity.trial.Shadow;
import dev.tributary.runtime.loop.Input;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The history of a workspace under other rules, beside it: the people are those of a workspace that
 * had these rules from its first input on. {@code -Dtributary.seed=…} feeds a seed back in, {@code
 * -Dtributary.histories=…} runs more.
 */
class ReplayTest {
  private static final int HISTORIES = Integer.getInteger("tributary.histories", 10);
  private static final int EVENTS = 150;
  private static Worlds worlds;

  @BeforeAll
  static void migrate() {
    worlds = new Worlds(Identity.migrated());
  }

  @Test
  void aReplayIsTheHistoryFromScratch() throws Exception {
    Long given = Long.getLong("tributary.seed");
    Random seeds = new Random();
    for (int i = 0; i < (given == null ? HISTORIES : 1); i++) {
      check(given == null ? seeds.nextLong() : given);
    }
  }

  private static void check(long seed) throws Exception {
    Random random = new Random(seed);
    String name = Long.toHexString(seed) + "_" + System.nanoTime();
    IdentityRules before = GeneratedRules.of(random);
    IdentityRules after = GeneratedRules.of(random);
    String workspace = "wsp_" + name;
    List<Input> all = worlds.lived(seed, EVENTS, workspace, before, random);
    Shadow shadow = new Shadow(workspace, "tri_" + name);
    worlds.replay(shadow, all, after);
    worlds.fromScratch("wsp_other_" + name, after, all);
    assertThat(worlds.people(shadow.name()))
        .as("seed %d", seed)
        .isEqualTo(worlds.people("wsp_other_" + name));
  }
}
