package dev.tributary.benchmarks.identity;

import dev.tributary.benchmarks.Effort;
import dev.tributary.benchmarks.installation.Installed;
import dev.tributary.benchmarks.measure.Report;
import dev.tributary.local.launch.Service;
import java.sql.SQLException;
import java.util.List;

/** Who is who: what it costs, what a storm does to it, and how long taking people apart takes. */
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

  /** Nothing else runs, because nothing else is measured. */
  private void resolve() throws SQLException {
    try (Installed installed = Installed.start(List.of(Service.GATEWAY, Service.IDENTITY));
        Subject subject = Subject.of(installed)) {
      report.heading();
      int people = new Resolution(subject, effort, report).run();
      new Storm(subject, effort, report, people).run();
    }
  }

  /** Everything runs: an unmerge is over when everybody has repaired themselves. */
  private void unmerge() throws SQLException {
    try (Installed installed = Installed.start(Service.ALL);
        Subject subject = Subject.of(installed)) {
      report.heading();
      new Unmerging(subject, effort, report).run();
    }
  }
}
