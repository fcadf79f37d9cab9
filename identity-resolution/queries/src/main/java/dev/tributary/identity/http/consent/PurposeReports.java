package dev.tributary.identity.http.consent;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.consent.PurposeSurvey;
import dev.tributary.identity.consent.PurposeTally;
import dev.tributary.identity.quality.PeopleSample;
import dev.tributary.runtime.query.AnswerCache;
import dev.tributary.runtime.query.ConcurrencyLimit;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** Surveys of the purposes of workspaces, one at a time, each kept for a while. Thread-safe. */
public final class PurposeReports {
  /** A workspace has one report. */
  private static final String ONE = "";

  private final PeopleSample people;
  private final Clock clock;
  private final AnswerCache<String, Report> reports;

  public PurposeReports(PeopleSample people, Clock clock) {
    this.people = people;
    this.clock = clock;
    this.reports =
        new AnswerCache<>(
            clock, new ConcurrencyLimit("The consent of others is being read; try again", 1));
  }

  /**
   * @param sampled whether the survey read some of the people only
   */
  record Report(Instant asOf, boolean sampled, List<PurposeTally> purposes) {}

  Report of(WorkspaceId workspace) {
    return reports.answer(workspace, ONE, () -> survey(workspace));
  }

  private Report survey(WorkspaceId workspace) {
    Instant asOf = clock.instant();
    PurposeSurvey survey = new PurposeSurvey();
    long all = people.show(workspace, survey);
    return new Report(asOf, survey.people() < all, survey.result());
  }
}
