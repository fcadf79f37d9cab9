package dev.tributary.identity.http.consent;

import dev.tributary.identity.consent.PurposeTally;
import dev.tributary.identity.http.consent.PurposeReports.Report;
import dev.tributary.runtime.tenancy.Approximate;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The purposes about which people have answered.
 *
 * @param asOf when the people were read
 * @param sampled whether only a sample of the people was read, so that purposes of few people can
 *     be missing
 * @param fewHidden whether answers of fewer than 50 people are left out, because the caller may not
 *     read personal data
 * @param data the purposes, those with the most answers first, at most 200
 */
@Schema(name = "Purposes")
public record PurposesView(
    Instant asOf, boolean sampled, boolean fewHidden, List<PurposeView> data) {

  /**
   * A purpose about which people have answered.
   *
   * @param purpose the name of the purpose
   * @param granted whether people allow the purpose: at least one person, or at least 50 people if
   *     `fewHidden` is true
   */
  @Schema(name = "Purpose")
  public record PurposeView(String purpose, boolean granted) {}

  static PurposesView of(Report report, boolean fewHidden) {
    long least = fewHidden ? Approximate.LEAST : 1;
    return new PurposesView(
        report.asOf(),
        report.sampled(),
        fewHidden,
        report.purposes().stream()
            .filter(tally -> tally.answered() >= least)
            .map(tally -> of(tally, least))
            .toList());
  }

  private static PurposeView of(PurposeTally tally, long least) {
    return new PurposeView(tally.purpose(), tally.granted() >= least);
  }
}
