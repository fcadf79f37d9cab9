package dev.tributary.destinations.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.destinations.connector.manifest.InstalledConnectors;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class AuthenticationFormTest {
  private static final Connectors CONNECTORS = InstalledConnectors.load();

  private static String form(String connector) {
    Manifest manifest = CONNECTORS.manifest(connector).orElseThrow();
    return Objects.requireNonNull(manifest.authentication()).wireName();
  }

  @Test
  void theManifestSaysHowRequestsProveWhoSendsThem() {
    assertThat(form("webhook")).isEqualTo("signature");
    assertThat(form("klaviyo")).isEqualTo("api-key");
    assertThat(form("s3")).isEqualTo("aws-signature");
    assertThat(CONNECTORS.manifests())
        .extracting(manifest -> Objects.requireNonNull(manifest.authentication()).wireName())
        .contains("oauth-authorization-code", "oauth-client-credentials", "bearer-token", "basic");
  }

  @Test
  void aConnectorWithSecretsNeverSaysThatItNeedsNone() {
    assertThat(CONNECTORS.manifests())
        .filteredOn(manifest -> manifest.settings().stream().anyMatch(Manifest.Setting::secret))
        .isNotEmpty()
        .extracting(Manifest::authentication)
        .doesNotContain(Authentication.Form.NONE)
        .doesNotContainNull();
  }
}
