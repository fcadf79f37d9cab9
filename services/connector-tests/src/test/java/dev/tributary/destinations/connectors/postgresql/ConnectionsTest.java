package dev.tributary.destinations.connectors.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.runtime.egress.postgres.CustomerPostgres.Tls;
import org.junit.jupiter.api.Test;

class ConnectionsTest {
  @Test
  void theCertificateOfAServerIsVerifiedUnlessTheSettingsSayOtherwise() {
    assertThat(Connections.tls(settings())).isEqualTo(Tls.VERIFIED);
    assertThat(Connections.tls(settings().put("tls", true))).isEqualTo(Tls.VERIFIED);
    assertThat(Connections.tls(settings().put("verifyCertificate", false)))
        .isEqualTo(Tls.UNVERIFIED);
    assertThat(Connections.tls(settings().put("tls", false))).isEqualTo(Tls.OFF);
    assertThat(Connections.tls(settings().putNull("tls").putNull("verifyCertificate")))
        .isEqualTo(Tls.VERIFIED);
  }

  private static ObjectNode settings() {
    return Json.MAPPER.createObjectNode();
  }
}
