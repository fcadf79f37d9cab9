package dev.tributary.identity.http.consent;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.consent.PurposeTally;
import dev.tributary.identity.http.consent.PurposeReports.Report;
import dev.tributary.runtime.tenancy.CountNoise;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The purposes about which people have answered.
 *
 * @param asOf when the people were read
 * @param sampled whether only a sample of the people was read, so that purposes of few people can
 *     be missing
 * @param fewHidden whether answers of fewer than about 50 people are left out, because the caller
 *     may not read personal data
 * @param data the purposes, at most 200: those with the most answers first, or by name if
 *     `fewHidden` is true
 */
@Schema(name = "Purposes")
public record PurposesView(
    Instant asOf, boolean sampled, boolean fewHidden, List<PurposeView> data) {

  /**
   * A purpose about which people have answered.
   *
   * @param purpose the name of the purpose
   * @param granted whether people allow the purpose: at least one person, or about 50 people or
   *     more if `fewHidden` is true
   */
  @Schema(name = "Purpose")
  public record PurposeView(String purpose, boolean granted) {}

  /** For a caller who may read personal data. */
  static PurposesView exact(Report report) {
    return new PurposesView(
        report.asOf(),
        report.sampled(),
        false,
        report.purposes().stream()
            .map(tally -> new PurposeView(tally.purpose(), tally.granted() > 0))
            .toList());
  }

  /**
   * For any other caller. The noise hides at which number of people a purpose appears, so one more
   * person reveals nothing. The order by the number of answers would reveal exact numbers, too.
   */
  static PurposesView rounded(Report report, WorkspaceId workspace, CountNoise noise) {
    return new PurposesView(
        report.asOf(),
        report.sampled(),
        true,
        report.purposes().stream()
            .filter(tally -> many(tally.answered(), noise, workspace, tally, "answered"))
            .map(tally ->
                new PurposeView(
                    tally.purpose(), many(tally.granted(), noise, workspace, tally, "granted")))
            .sorted(Comparator.comparing(PurposeView::purpose))
            .toList());
  }

  private static boolean many(
      int people, CountNoise noise, WorkspaceId workspace, PurposeTally tally, String question) {
    return noise.of(people, workspace.value(), "purposes", question, tally.purpose()).about()
        != null;
  }
}
