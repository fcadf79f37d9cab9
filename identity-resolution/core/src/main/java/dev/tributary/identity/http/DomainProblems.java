package dev.tributary.identity.http;

import dev.tributary.identity.command.LogUnavailable;
import dev.tributary.identity.configuration.VersionMismatch;
import dev.tributary.identity.evidence.SettlementRefused;
import dev.tributary.identity.job.JobAlreadyActive;
import dev.tributary.identity.job.JobNotFound;
import dev.tributary.runtime.http.ProblemMappers;
import dev.tributary.runtime.problem.Problems;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Answers of requests that the domain refuses. */
public class DomainProblems {
  private final ProblemMappers problems;

  @Inject
  public DomainProblems(ProblemMappers problems) {
    this.problems = problems;
  }

  @ServerExceptionMapper
  public Response conflict(SettlementRefused refused) {
    return problems.problem(Problems.CONFLICT.problem(String.valueOf(refused.getMessage())));
  }

  @ServerExceptionMapper
  public Response conflict(JobAlreadyActive underWay) {
    return problems.problem(Problems.CONFLICT.problem(String.valueOf(underWay.getMessage())));
  }

  @ServerExceptionMapper
  public Response notFound(JobNotFound notFound) {
    return problems.problem(Problems.NOT_FOUND.problem(String.valueOf(notFound.getMessage())));
  }

  @ServerExceptionMapper
  public Response versionMismatch(VersionMismatch mismatch) {
    return problems.problem(
        Problems.VERSION_MISMATCH.problem(String.valueOf(mismatch.getMessage())));
  }

  @ServerExceptionMapper
  public Response unavailable(LogUnavailable unavailable) {
    return problems.problem(Problems.UNAVAILABLE.problem(String.valueOf(unavailable.getMessage())));
  }
}
