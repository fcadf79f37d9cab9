package dev.tributary.identity.http;

import dev.tributary.identity.command.LogUnavailable;
import dev.tributary.identity.evidence.SettlementRefused;
import dev.tributary.runtime.http.ProblemMappers;
import dev.tributary.runtime.http.Problems;
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
  public Response unavailable(LogUnavailable unavailable) {
    return problems.problem(Problems.UNAVAILABLE.problem(String.valueOf(unavailable.getMessage())));
  }
}
