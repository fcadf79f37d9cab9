package dev.tributary.destinations.added;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.destinations.connector.manifest.ManifestDraft;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Who gets the secrets of a connector with several APIs. */
class ReceiversTest {
  private static final String APIS =
      """
      host: https://api.example.com
      auth: { bearer: token }
      apis:
        - paths: /v2/
          host: https://admin.example.net
          auth: { bearer: admin }
      """;

  @Test
  void theHostsOfAllApisAreReceivers() {
    assertThat(Receivers.of(tree(APIS)).hosts().values())
        .containsExactlyInAnyOrder("api.example.com", "admin.example.net");
  }

  @Test
  void aSecretThatWouldGoToTheHostOfAnotherApiIsAnotherReceiver() {
    assertThat(Receivers.of(tree(APIS))).isEqualTo(Receivers.of(tree(APIS)));
    assertThat(Receivers.of(tree(APIS)))
        .isNotEqualTo(Receivers.of(tree(APIS.replace("bearer: admin", "bearer: token"))))
        .isNotEqualTo(Receivers.of(tree(APIS.replace("bearer: token", "bearer: admin"))))
        .isNotEqualTo(Receivers.of(tree(APIS.replace("/v2/", "/v1/"))));
  }

  private static JsonNode tree(String yaml) {
    return ManifestDraft.read("crm.yaml", yaml.getBytes(StandardCharsets.UTF_8)).tree();
  }
}
