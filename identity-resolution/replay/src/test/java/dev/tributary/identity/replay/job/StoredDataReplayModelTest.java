package dev.tributary.identity.replay.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.kafka.Identity;
import dev.tributary.identity.replay.ReplayCopy;
import dev.tributary.identity.resolution.Tables;
import dev.tributary.identity.rules.IdentityRules;
import dev.tributary.runtime.loop.Input;
import dev.tributary.testkit.lane.Lane;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A replay whose history begins after the first events receives the stored data of the profiles
 * first, and gives the same profiles. {@code -Dtributary.histories=…} runs more, {@code
 * -Dtributary.seed=…} repeats one history.
 */
@Tag("soak-replays")
class StoredDataReplayModelTest {
  private static final int HISTORIES = Lane.size("tributary.histories", 4, 100);
  private static final int EVENTS = 150;
  private static final Instant LATER = Instant.parse("2100-01-01T00:00:00Z");
  private static Identity identity;
  private static ReplayFixture fixture;

  @BeforeAll
  static void migrate() {
    identity = ReplayFixture.migrated();
    fixture = new ReplayFixture(identity);
  }

  @Test
  void underTheSameRulesEverybodyIsWhoTheyWere() throws Exception {
    Long given = Long.getLong("tributary.seed");
    Random seeds = Lane.seeds();
    for (int i = 0; i < (given == null ? HISTORIES : 1); i++) {
      same(given == null ? seeds.nextLong() : given);
    }
  }

  private static void same(long seed) throws Exception {
    Random random = new Random(seed);
    String name = Long.toHexString(seed) + "_" + System.nanoTime();
    ReplayCopy copy =
        new ReplayCopy(new WorkspaceId("wsp_" + name), new WorkspaceId("rbd_" + name));
    IdentityRules rules = Tables.open();
    List<Input> all = fixture.lived(seed, EVENTS, copy.workspace(), rules, random);
    fixture.forget(copy.workspace(), random.nextInt(EVENTS + 1));

    fixture.replay(copy, all, rules, LATER);

    assertThat(fixture.people(copy.name()))
        .as("seed %d", seed)
        .isEqualTo(fixture.people(copy.workspace()));
  }
}
