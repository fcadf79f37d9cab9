package dev.tributary.identity.http.replay;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.identity.http.Masking;
import dev.tributary.identity.http.Sources;
import dev.tributary.identity.http.profile.ProfileView.IdentifierView;
import dev.tributary.identity.replay.DryRunReport;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The profiles that a set of identity rules would merge or unmerge.
 *
 * @param complete false if the time ran out; then the report covers the inputs up to {@code
 *     reached}
 * @param reached when the last input that was replayed had been accepted
 * @param inputs the number of replayed events and commands
 * @param forgotten how many inputs the log no longer contains
 * @param from when the oldest replayed input was accepted
 * @param people how many profiles the history contains, and how many of them would change
 * @param joined how many people would be merged into another
 * @param parted how many additional profiles would result from unmerges
 * @param events how many events the tried rules would put into the quarantine, or take out of it
 * @param leftOut how often identifiers do not count and would not count, the greatest difference
 *     first
 * @param largest the profiles with the most identifiers, under the rules in force and under the
 *     tried rules
 * @param samples at most 20 of each change, largest first
 */
@RecordBuilder
@Schema(name = "RulesTrialReport")
public record DryRunReportView(
    boolean complete,
    @Nullable Instant reached,
    long inputs,
    long forgotten,
    @Nullable Instant from,
    People people,
    long joined,
    long parted,
    Events events,
    List<LeftOutCount> leftOut,
    Largest largest,
    List<Sample> samples) {

  /**
   * The number of profiles that the history contains, and the number that would exist under the
   * tried rules.
   *
   * @param before the people that the history contains
   * @param after the profiles that there would be under the tried rules; {@code partly} is a part
   *     of this number
   * @param unchanged the people whose profiles would be neither merged nor unmerged
   * @param partly the people who stay as they are, because the log has lost some of their inputs,
   *     or inputs of people connected with them
   */
  @Schema(name = "RulesTrialPeople")
  public record People(long before, long after, long unchanged, long partly) {}

  /**
   * Events that go into the quarantine or leave it, if the tried rules come into force.
   *
   * @param newlySetAside how many events that belong to a profile now would be in the quarantine
   *     under the tried rules
   * @param newlyCounted how many events that are in the quarantine now would belong to a profile
   *     under the tried rules
   */
  @Schema(name = "RulesTrialEvents")
  public record Events(long newlySetAside, long newlyCounted) {}

  /**
   * How often identifiers of one type do not count for one reason.
   *
   * @param type the type of the identifiers, for example {@code email}
   * @param reason why the identifiers do not count, as in {@code leftOut} of an event, for example
   *     {@code blocked} or {@code limit}
   * @param before how many times an identifier of the replayed inputs does not count now, for this
   *     type and reason
   * @param after the same number under the tried rules, for the same inputs
   */
  @Schema(name = "RulesTrialLeftOut")
  public record LeftOutCount(String type, String reason, long before, long after) {}

  /**
   * The profiles with the most identifiers, at most five under each set of rules.
   *
   * @param before the profiles that have the most identifiers today: at most five, the largest
   *     first
   * @param after the people who would have the most identifiers under the tried rules: at most
   *     five, the largest first
   */
  @Schema(name = "RulesTrialLargest")
  public record Largest(List<Large> before, List<LargeAfter> after) {}

  /**
   * A profile with many identifiers under the rules in force.
   *
   * @param profile the id of the profile
   * @param identifiers how many identifiers the profile has today, of all types together
   * @param events how many of the replayed events belong to the profile today
   */
  @Schema(name = "RulesTrialLarge")
  public record Large(ProfileId profile, long identifiers, long events) {}

  /**
   * A profile that would have many identifiers under the tried rules.
   *
   * @param profile the id of the profile today; null for a profile that would result from an
   *     unmerge
   * @param identifiers how many identifiers the person would have, of all types together
   * @param events how many of the replayed events would belong to the person
   * @param values three identifiers of the profile, the strongest first
   */
  @Schema(name = "RulesTrialLargeAfter")
  public record LargeAfter(
      @Nullable ProfileId profile, long identifiers, long events, List<IdentifierView> values) {}

  /**
   * An example of a change: one profile that would be unmerged, or several profiles that would be
   * merged.
   *
   * @param change {@code parted} or {@code joined}
   * @param profiles the ids of the profiles today
   * @param parts at most five profiles that would result from the unmerge, or that would be merged,
   *     the largest first
   * @param more the number of further parts
   * @param because the evidence that explains the change; null where none is known
   */
  @Schema(name = "RulesTrialSample")
  public record Sample(
      String change,
      List<ProfileId> profiles,
      List<Part> parts,
      int more,
      @Nullable Because because) {}

  /**
   * One of the profiles that would result from an unmerge, or one of the profiles that would be
   * merged.
   *
   * @param identifiers at most five, strongest first
   * @param more the number of further identifiers
   * @param events how many events the part has in common with the profile that would be unmerged,
   *     or with the profile that a merge would create
   */
  @Schema(name = "RulesTrialPart")
  public record Part(List<IdentifierView> identifiers, int more, long events) {}

  /**
   * The evidence that explains a change. It counts under one set of rules only: the tried rules or
   * the rules in force.
   *
   * @param left one of the two identifiers that the evidence joins
   * @param right the other identifier
   * @param event the event, the command or the run that named both
   * @param source the origin of the evidence: the id of a source; for a row, the id of the model, a
   *     slash and the key of the row, or only the id of the model for a caller who may not read
   *     personal data; {@code manual} for a command, such as a merge by a user
   * @param happenedAt the time of the event, the row or the command
   * @param reason why it does not count: for {@code parted} under the tried rules, for {@code
   *     joined} under those in force; {@code counts-now} where no reason is known
   */
  @Schema(name = "RulesTrialBecause")
  public record Because(
      IdentifierView left,
      IdentifierView right,
      String event,
      String source,
      Instant happenedAt,
      String reason) {}

  static DryRunReportView of(DryRunReport report, Masking masking) {
    DryRunReport.People people = report.people();
    return DryRunReportViewBuilder.builder()
        .complete(report.complete())
        .reached(report.reached())
        .inputs(report.inputs())
        .forgotten(report.forgotten())
        .from(report.from())
        .people(new People(people.before(), people.after(), people.unchanged(), people.partly()))
        .joined(report.joined())
        .parted(report.parted())
        .events(new Events(report.events().newlySetAside(), report.events().newlyCounted()))
        .leftOut(
            report.leftOut().stream()
                .map(each ->
                    new LeftOutCount(each.type(), each.reason(), each.before(), each.after()))
                .toList())
        .largest(largest(report.largest(), masking))
        .samples(report.samples().stream().map(sample -> sample(sample, masking)).toList())
        .build();
  }

  private static Largest largest(DryRunReport.Largest largest, Masking masking) {
    return new Largest(
        largest.before().stream()
            .map(each -> new Large(each.profile(), each.identifiers(), each.events()))
            .toList(),
        largest.after().stream()
            .map(each ->
                new LargeAfter(
                    each.profile(),
                    each.identifiers(),
                    each.events(),
                    identifiers(each.values(), masking)))
            .toList());
  }

  private static Sample sample(DryRunReport.Sample sample, Masking masking) {
    DryRunReport.Because because = sample.because();
    return new Sample(
        switch (sample.change()) {
          case PARTED -> "parted";
          case JOINED -> "joined";
        },
        sample.profiles(),
        sample.parts().stream()
            .map(part ->
                new Part(identifiers(part.identifiers(), masking), part.more(), part.events()))
            .toList(),
        sample.more(),
        because == null
            ? null
            : new Because(
                IdentifierView.of(because.left(), masking),
                IdentifierView.of(because.right(), masking),
                because.event(),
                Sources.view(because.source(), masking),
                because.happenedAt(),
                because.reason()));
  }

  private static List<IdentifierView> identifiers(List<Identifier> identifiers, Masking masking) {
    return identifiers.stream().map(each -> IdentifierView.of(each, masking)).toList();
  }
}
