package dev.tributary.control.http.service;

import dev.tributary.contracts.audit.GatewayReport;
import dev.tributary.control.signin.ReportStore;
import dev.tributary.runtime.http.installation.MessageRoute;
import jakarta.inject.Singleton;

/** Gateways send their reports to this route, and repeat them until one is stored. */
@Singleton
public class GatewayReportRoute implements MessageRoute<GatewayReport> {
  private final ReportStore store;

  public GatewayReportRoute(ReportStore store) {
    this.store = store;
  }

  @Override
  public String name() {
    return "gateway-reports";
  }

  @Override
  public Class<GatewayReport> type() {
    return GatewayReport.class;
  }

  @Override
  public void receive(GatewayReport report) {
    store.add(report);
  }
}
