package dev.tributary.gateway.report;

import dev.tributary.contracts.audit.GatewayReport;

/** Sends reports to the control plane. Blocks. */
@FunctionalInterface
public interface ControlPlane {

  /** Whether the control plane has stored the report; false if that is not known. */
  boolean accepts(GatewayReport report);
}
