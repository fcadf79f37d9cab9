package dev.tributary.identity.replay.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.claim.IdentifierReader;
import dev.tributary.identity.kafka.Identity;
import dev.tributary.identity.kafka.Inputs;
import dev.tributary.identity.model.GeneratedRules;
import dev.tributary.identity.model.History;
import dev.tributary.identity.postgres.replay.PostgresReplayTransaction;
import dev.tributary.identity.replay.DryRunReport;
import dev.tributary.identity.replay.DryRunReport.Change;
import dev.tributary.identity.replay.DryRunReport.Sample;
import dev.tributary.identity.replay.ReplayCopy;
import dev.tributary.identity.rules.IdentityRules;
import dev.tributary.identity.store.replay.DryRunComparison;
import dev.tributary.runtime.loop.Input;
import dev.tributary.testkit.lane.Lane;
import java.sql.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What a trial reports of generated histories under any two tables is what counting row by row
 * comes to. {@code -Dtributary.seed=…} feeds a seed back in, {@code -Dtributary.histories=…} runs
 * more.
 */
@Tag("soak-replays")
class DryRunModelTest {
  private static final int HISTORIES = Lane.size("tributary.histories", 4, 100);
  private static final int EVENTS = 150;
  private static Identity identity;

  @BeforeAll
  static void migrate() {
    identity = ReplayFixture.migrated();
  }

  @Test
  void aReportIsWhatCountingComesTo() throws Exception {
    Long given = Long.getLong("tributary.seed");
    Random seeds = Lane.seeds();
    for (int i = 0; i < (given == null ? HISTORIES : 1); i++) {
      check(given == null ? seeds.nextLong() : given);
    }
  }

  private static void check(long seed) throws Exception {
    Random random = new Random(seed);
    String name = Long.toHexString(seed) + "_" + System.nanoTime();
    ReplayCopy copy =
        new ReplayCopy(new WorkspaceId("wsp_" + name), new WorkspaceId("tri_" + name));
    IdentityRules inForce = GeneratedRules.of(random);
    IdentityRules tried = GeneratedRules.of(random);
    List<Input> all = lived(seed, copy.workspace(), inForce, random);
    new ReplayFixture(identity).replay(copy, all, tried);
    Instant horizon = random.nextInt(3) == 0 ? someTime(copy, random) : Instant.EPOCH;
    DryRunReport report = report(copy, inForce, tried, horizon);
    DryRunReference.Figures figures = new DryRunReference(identity, copy).figures(tried, horizon);
    assertThat(
            new DryRunReference.Figures(
                report.people(),
                report.joined(),
                report.parted(),
                report.events(),
                new HashSet<>(report.leftOut())))
        .as("seed %d", seed)
        .isEqualTo(figures);
    samplesAreOfWhatIsCounted(report);
    assertThat(identity.rows("select count(*) from replay_match")).containsExactly("0");
    try (Connection connection = identity.connect()) {
      connection.setAutoCommit(true);
      new PostgresReplayTransaction(connection).replays().copies().close(copy.name().value());
    }
  }

  private static List<Input> lived(
      long seed, WorkspaceId workspace, IdentityRules rules, Random random) throws Exception {
    History history = new History(seed, new Inputs(workspace), EVENTS);
    List<Input> all =
        new ArrayList<>(
            history.shuffled(seed).subList(0, 3).stream().flatMap(List::stream).toList());
    Collections.shuffle(all, random);
    all.addAll(history.shuffled(seed).get(3));
    new ReplayFixture(identity).live(workspace, rules, all);
    return all;
  }

  /** When somebody of the workspace was made. */
  private static Instant someTime(ReplayCopy copy, Random random) throws Exception {
    List<String> profiles =
        identity.rows("select profile from profile where workspace = '" + copy.workspace() + "'");
    return Ids.time(profiles.get(random.nextInt(profiles.size())));
  }

  private static DryRunReport report(
      ReplayCopy copy, IdentityRules inForce, IdentityRules tried, Instant horizon)
      throws Exception {
    try (Connection tx = identity.connect()) {
      DryRunReport report =
          new PostgresReplayTransaction(tx)
              .replays()
              .comparison()
              .report(
                  copy,
                  new IdentifierReader(inForce, 1, "NL"),
                  new IdentifierReader(tried, 2, "NL"),
                  new DryRunComparison.Extent(true, 0, 0, null, horizon));
      tx.rollback();
      return report;
    }
  }

  private static void samplesAreOfWhatIsCounted(DryRunReport report) {
    List<Sample> parted = of(report, Change.PARTED);
    List<Sample> joined = of(report, Change.JOINED);
    assertThat(parted.isEmpty()).isEqualTo(report.parted() == 0);
    assertThat(joined.isEmpty()).isEqualTo(report.joined() == 0);
    assertThat(report.samples())
        .allSatisfy(sample -> {
          assertThat(sample.parts()).hasSizeBetween(2, 5);
          assertThat(sample.parts())
              .allSatisfy(part -> assertThat(part.identifiers()).isNotEmpty());
        });
    if (parted.size() < 20) {
      assertThat(parts(parted)).isEqualTo(report.parted());
    }
    if (joined.size() < 20) {
      assertThat(parts(joined)).isEqualTo(report.joined());
    }
  }

  private static List<Sample> of(DryRunReport report, Change change) {
    return report.samples().stream().filter(sample -> sample.change() == change).toList();
  }

  private static long parts(List<Sample> samples) {
    return samples.stream().mapToLong(sample -> sample.parts().size() + sample.more() - 1).sum();
  }
}
