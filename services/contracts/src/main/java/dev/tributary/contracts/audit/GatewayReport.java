package dev.tributary.contracts.audit;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A report of a gateway that the control plane keeps. The gateway repeats a report until it is
 * accepted: an entry is identified by its id, and of the uses of a client the newest counts. An
 * entry about refused requests comes when they begin, and again with their final number.
 *
 * @param entries for the trail of administration: sign-ins, sign-outs, and requests that the
 *     gateway refused because of the caller's role
 * @param clientUses when each API client last called the API, by client id
 */
public record GatewayReport(List<AdministrationEntry> entries, Map<String, Instant> clientUses) {
  public GatewayReport {
    entries = List.copyOf(entries);
    clientUses = Map.copyOf(clientUses);
  }
}
