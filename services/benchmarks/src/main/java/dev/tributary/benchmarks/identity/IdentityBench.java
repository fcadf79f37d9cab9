package dev.tributary.benchmarks.identity;

import dev.tributary.benchmarks.installation.Installed;
import dev.tributary.benchmarks.measure.Effort;
import dev.tributary.benchmarks.measure.Report;
import dev.tributary.local.launch.Service;
import java.sql.SQLException;
import java.util.List;

/** Identity resolution: its cost, the effect of a storm, and the duration of unmerges. */
public final class IdentityBench {
  private final Effort effort;
  private final Report report;

  public IdentityBench(Effort effort, Report report) {
    this.effort = effort;
    this.report = report;
  }

  public void run() {
    try {
      resolve();
      unmerge();
    } catch (SQLException e) {
      throw new IllegalStateException("The database does not answer: " + e.getMessage(), e);
    }
  }

  /** Only the necessary services run, because only they are measured. */
  private void resolve() throws SQLException {
    try (Installed installed =
            Installed.start(List.of(Service.GATEWAY, Service.CONTROL, Service.IDENTITY));
        Subject subject = Subject.of(installed)) {
      report.heading();
      int people = new Resolution(subject, effort, report).run();
      new Storm(subject, effort, report, people).run();
    }
  }

  /** All services run, because an unmerge ends when all of them have repaired their data. */
  private void unmerge() throws SQLException {
    try (Installed installed = Installed.start(Service.ALL);
        Subject subject = Subject.of(installed)) {
      report.heading();
      new Unmerging(subject, effort, report).run();
    }
  }
}
