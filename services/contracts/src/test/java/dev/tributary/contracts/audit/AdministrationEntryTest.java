package dev.tributary.contracts.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.Json;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class AdministrationEntryTest {
  @Test
  void anEntryOfAnEarlierVersionHasNoAddress() {
    String stored =
        """
        {"id": "ade_1", "workspace": "wsp_1", "at": "2026-01-15T12:00:00Z",
         "actor": {"id": "sub-1", "name": "anna", "kind": "person"},
         "act": {"operation": "signIn"},
         "result": {"outcome": "done", "times": 1},
         "origin": {"service": "api-gateway", "requestId": "request-1"},
         "changes": []}
        """;
    AdministrationEntry entry =
        Json.read(stored.getBytes(StandardCharsets.UTF_8), AdministrationEntry.class);
    assertThat(entry.origin().requestId()).isEqualTo("request-1");
    assertThat(entry.origin().address()).isNull();
  }
}
