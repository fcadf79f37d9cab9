package dev.tributary.identity.http.quality;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.quality.PeopleSample;
import dev.tributary.identity.quality.TraitQuality;
import dev.tributary.identity.quality.TraitQualitySurvey;
import dev.tributary.runtime.tenancy.Workspace;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Reports about the quality of the traits of workspaces. A report is computed on request and kept
 * for a while. Only one survey runs at a time, so that callers at the same moment wait for the same
 * one. Thread-safe.
 */
public final class QualityReports {
  private final PeopleSample people;
  private final Clock clock;
  private final Duration lifetime;
  private final ReentrantLock surveying = new ReentrantLock();
  private final Map<WorkspaceId, Report> reports = new HashMap<>();

  public QualityReports(PeopleSample people, Clock clock, Duration lifetime) {
    this.people = people;
    this.clock = clock;
    this.lifetime = lifetime;
  }

  /**
   * @param people the number of all people; above 100,000 an estimate with two digits
   * @param lookedAt how many people the survey read
   * @param traits the traits, ordered by name
   */
  record Report(Instant asOf, long people, int lookedAt, List<TraitQuality> traits) {}

  Report of(Workspace workspace) {
    surveying.lock();
    try {
      Instant now = clock.instant();
      reports.values().removeIf(report -> !report.asOf().plus(lifetime).isAfter(now));
      Report kept = reports.get(workspace.id());
      if (kept != null) {
        return kept;
      }
      TraitQualitySurvey survey = new TraitQualitySurvey(workspace.settings().defaultRegion());
      long all = people.show(workspace.id(), survey);
      Report fresh = new Report(now, all, survey.people(), survey.result(all));
      reports.put(workspace.id(), fresh);
      return fresh;
    } finally {
      surveying.unlock();
    }
  }
}
