package dev.tributary.identity.postgres.replay;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.identity.claim.IdentifierReader;
import dev.tributary.identity.postgres.replay.DryRunFigures.Counts;
import dev.tributary.identity.postgres.replay.DryRunFigures.Ranked;
import dev.tributary.identity.postgres.replay.DryRunSamples.Several;
import dev.tributary.identity.replay.DryRunReport;
import dev.tributary.identity.replay.DryRunReport.Because;
import dev.tributary.identity.replay.DryRunReport.Change;
import dev.tributary.identity.replay.DryRunReport.LargeAfter;
import dev.tributary.identity.replay.DryRunReport.Part;
import dev.tributary.identity.replay.DryRunReport.Sample;
import dev.tributary.identity.replay.DryRunReportBuilder;
import dev.tributary.identity.replay.ReplayCopy;
import dev.tributary.identity.store.replay.DryRunComparison.Extent;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Compares a workspace with its replay copy. Confined to one transaction, which the caller must
 * roll back.
 */
final class WorkspaceComparison {
  private static final int LARGEST = 5;
  private static final int VALUES = 3;
  private static final int SAMPLES = 20;
  private static final int PARTS = 5;
  private static final int IDENTIFIERS = 5;

  private final Handle handle;
  private final ReplayCopy copy;
  private final ComparisonSide here;
  private final ComparisonSide there;

  /**
   * @param tx with repeatable reads
   * @param inForce the reader of identifiers of the workspace
   * @param tried the reader of identifiers of the replay copy
   */
  WorkspaceComparison(
      Connection tx, ReplayCopy copy, IdentifierReader inForce, IdentifierReader tried) {
    this.handle = TransactionHandle.of(tx);
    this.copy = copy;
    this.here = new ComparisonSide(tx, copy.workspace().value(), inForce);
    this.there = new ComparisonSide(tx, copy.name().value(), tried);
  }

  DryRunReport report(Extent extent) throws SQLException {
    preferHashPlans();
    new ReplayedProfileMatches(handle, copy).gather(extent.horizon(), there.reader().rules());
    DryRunFigures figures = new DryRunFigures(handle, copy);
    Counts counts = figures.counts();
    return DryRunReportBuilder.builder()
        .complete(extent.complete())
        .reached(extent.reached())
        .inputs(extent.inputs())
        .forgotten(extent.gone())
        .from(figures.from())
        .people(counts.people())
        .joined(counts.joined())
        .parted(counts.parted())
        .events(counts.events())
        .leftOut(figures.leftOut())
        .largest(new DryRunReport.Largest(figures.largestBefore(LARGEST), largestAfter(figures)))
        .samples(samples())
        .build();
  }

  /**
   * The statistics of the query planner are older than the content of the replay copy. The planner
   * expects a few rows, and would join tables with nested loops. Sorting texts to count them is
   * slow, too.
   */
  private void preferHashPlans() {
    handle.execute("set local enable_nestloop = off");
    handle.execute("set local enable_sort = off");
    handle.execute("set local work_mem = '64MB'");
  }

  private void preferIndexPlans() {
    handle.execute("set local enable_nestloop = on");
    handle.execute("set local enable_sort = on");
  }

  private List<LargeAfter> largestAfter(DryRunFigures figures) throws SQLException {
    List<LargeAfter> largest = new ArrayList<>();
    List<Ranked> all = figures.largestAfter(LARGEST);
    Map<String, ProfileId> living =
        figures.living(all.stream().filter(Ranked::ofCopy).map(Ranked::id).toList());
    for (Ranked ranked : all) {
      ComparisonSide side = ranked.ofCopy() ? there : here;
      ProfileId id = new ProfileId(ranked.id());
      List<Identifier> identifiers = side.identifiers(List.of(id)).getOrDefault(id, List.of());
      largest.add(
          new LargeAfter(
              ranked.ofCopy() ? living.get(ranked.id()) : id,
              ranked.identifiers(),
              ranked.events(),
              first(identifiers, VALUES)));
    }
    return largest;
  }

  private List<Sample> samples() throws SQLException {
    DryRunSamples chosen = new DryRunSamples(handle, copy);
    List<Several> parted = chosen.divided(SAMPLES, PARTS);
    List<Several> joined = chosen.joined(SAMPLES, PARTS);
    preferIndexPlans();
    List<Sample> samples = new ArrayList<>();
    for (Several several : parted) {
      samples.add(sample(Change.PARTED, several, here, there, List.of(several.id()), null));
    }
    for (Several several : joined) {
      List<ProfileId> profiles = List.copyOf(several.others().keySet());
      samples.add(sample(Change.JOINED, several, there, here, profiles, Because.COUNTS_NOW));
    }
    return samples;
  }

  private static Sample sample(
      Change change,
      Several several,
      ComparisonSide one,
      ComparisonSide other,
      List<ProfileId> profiles,
      @Nullable String defaultReason)
      throws SQLException {
    Map<ProfileId, List<Identifier>> others = other.identifiers(several.others().keySet());
    List<Part> parts = new ArrayList<>();
    several
        .others()
        .forEach((id, events) -> {
          List<Identifier> all = others.getOrDefault(id, List.of());
          List<Identifier> shown = first(all, IDENTIFIERS);
          parts.add(new Part(shown, all.size() - shown.size(), events));
        });
    List<Identifier> own =
        one.identifiers(List.of(several.id())).getOrDefault(several.id(), List.of());
    return new Sample(
        change,
        profiles,
        parts,
        several.all() - parts.size(),
        new DryRunReasons(one, other).of(own, defaultReason).orElse(null));
  }

  private static List<Identifier> first(List<Identifier> identifiers, int most) {
    return List.copyOf(identifiers.subList(0, Math.min(most, identifiers.size())));
  }
}
