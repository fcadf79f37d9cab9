package dev.tributary.gateway.http.service;

import dev.tributary.contracts.access.Service;
import dev.tributary.contracts.audit.GatewayReport;
import dev.tributary.gateway.report.ControlPlane;
import dev.tributary.runtime.http.installation.ServiceQuestions;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Sends reports to the management port of the control plane. */
@ApplicationScoped
public class HttpControlPlane implements ControlPlane {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final String PATH = "/internal/gateway-reports";

  private final ServiceQuestions questions;

  public HttpControlPlane(ServiceQuestions questions) {
    this.questions = questions;
  }

  @Override
  public boolean accepts(GatewayReport report) {
    return questions.tell(Service.CONTROL, PATH, report, TIMEOUT);
  }
}
