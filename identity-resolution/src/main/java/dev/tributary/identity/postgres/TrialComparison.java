package dev.tributary.identity.postgres;

import dev.tributary.contracts.Identifier;
import dev.tributary.identity.claim.IdentifierReader;
import dev.tributary.identity.postgres.TrialFigures.Counts;
import dev.tributary.identity.postgres.TrialFigures.Ranked;
import dev.tributary.identity.postgres.TrialSamples.Several;
import dev.tributary.identity.trial.Shadow;
import dev.tributary.identity.trial.TrialReport;
import dev.tributary.identity.trial.TrialReport.Because;
import dev.tributary.identity.trial.TrialReport.Change;
import dev.tributary.identity.trial.TrialReport.LargeAfter;
import dev.tributary.identity.trial.TrialReport.Part;
import dev.tributary.identity.trial.TrialReport.Sample;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Compares a workspace with its shadow. Confined to one transaction, which is to be taken back. */
public final class TrialComparison {
  private static final int LARGEST = 5;
  private static final int VALUES = 3;
  private static final int SAMPLES = 20;
  private static final int PARTS = 5;
  private static final int IDENTIFIERS = 5;

  private final Handle handle;
  private final Shadow shadow;
  private final World here;
  private final World there;

  /**
   * @param tx that sees one moment throughout
   * @param inForce by which the workspace reads identifiers
   * @param tried by which the shadow does
   */
  public TrialComparison(
      Connection tx, Shadow shadow, IdentifierReader inForce, IdentifierReader tried) {
    this.handle = Jdbi.open(tx);
    this.shadow = shadow;
    this.here = new World(tx, shadow.workspace(), inForce);
    this.there = new World(tx, shadow.name(), tried);
  }

  /**
   * How far the shadow is.
   *
   * @param horizon what was accepted before may be forgotten
   */
  public record Extent(
      boolean complete, long inputs, long gone, @Nullable Instant reached, Instant horizon) {}

  public TrialReport report(Extent extent) throws SQLException {
    wholeTables();
    new Meetings(handle, shadow).gather(extent.horizon(), there.reader().rules());
    TrialFigures figures = new TrialFigures(handle, shadow);
    Counts counts = figures.counts();
    return new TrialReport(
        extent.complete(),
        extent.reached(),
        extent.inputs(),
        extent.gone(),
        figures.from(),
        counts.people(),
        counts.joined(),
        counts.parted(),
        counts.events(),
        figures.leftOut(),
        new TrialReport.Largest(figures.largestBefore(LARGEST), largestAfter(figures)),
        samples());
  }

  /**
   * What the planner knows of a shadow is from before it was filled: for a handful of rows it would
   * look at one table row by row for each row of another. Sorting texts to count them is slow, too.
   */
  private void wholeTables() {
    handle.execute("set local enable_nestloop = off");
    handle.execute("set local enable_sort = off");
    handle.execute("set local work_mem = '64MB'");
  }

  private void singleRows() {
    handle.execute("set local enable_nestloop = on");
    handle.execute("set local enable_sort = on");
  }

  private List<LargeAfter> largestAfter(TrialFigures figures) throws SQLException {
    List<LargeAfter> largest = new ArrayList<>();
    List<Ranked> all = figures.largestAfter(LARGEST);
    Map<String, String> living =
        figures.living(all.stream().filter(Ranked::ofShadow).map(Ranked::id).toList());
    for (Ranked ranked : all) {
      World world = ranked.ofShadow() ? there : here;
      List<Identifier> identifiers =
          world.identifiers(List.of(ranked.id())).getOrDefault(ranked.id(), List.of());
      largest.add(
          new LargeAfter(
              ranked.ofShadow() ? living.get(ranked.id()) : ranked.id(),
              ranked.identifiers(),
              ranked.events(),
              first(identifiers, VALUES)));
    }
    return largest;
  }

  private List<Sample> samples() throws SQLException {
    TrialSamples chosen = new TrialSamples(handle, shadow);
    List<Several> parted = chosen.parted(SAMPLES, PARTS);
    List<Several> joined = chosen.joined(SAMPLES, PARTS);
    singleRows();
    List<Sample> samples = new ArrayList<>();
    for (Several several : parted) {
      samples.add(sample(Change.PARTED, several, here, there, List.of(several.who()), null));
    }
    for (Several several : joined) {
      List<String> profiles = List.copyOf(several.others().keySet());
      samples.add(sample(Change.JOINED, several, there, here, profiles, Because.COUNTS_NOW));
    }
    return samples;
  }

  private static Sample sample(
      Change change,
      Several several,
      World one,
      World other,
      List<String> profiles,
      @Nullable String unsaid)
      throws SQLException {
    Map<String, List<Identifier>> others = other.identifiers(several.others().keySet());
    List<Part> parts = new ArrayList<>();
    several
        .others()
        .forEach((who, events) -> {
          List<Identifier> all = others.getOrDefault(who, List.of());
          List<Identifier> shown = first(all, IDENTIFIERS);
          parts.add(new Part(shown, all.size() - shown.size(), events));
        });
    List<Identifier> own =
        one.identifiers(List.of(several.who())).getOrDefault(several.who(), List.of());
    return new Sample(
        change,
        profiles,
        parts,
        several.all() - parts.size(),
        new TrialReasons(one, other).of(own, unsaid).orElse(null));
  }

  private static List<Identifier> first(List<Identifier> identifiers, int most) {
    return List.copyOf(identifiers.subList(0, Math.min(most, identifiers.size())));
  }
}
