package dev.tributary.control.signin;

import dev.tributary.contracts.audit.GatewayReport;

/** Stores what gateways report. Thread-safe. */
@FunctionalInterface
public interface ReportStore {

  /** Stores the report in one transaction. Repeating it has no further effect. */
  void add(GatewayReport report);
}
