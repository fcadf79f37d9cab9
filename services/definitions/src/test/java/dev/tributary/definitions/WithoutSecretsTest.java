package dev.tributary.definitions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.secrets.SecretBox;
import dev.tributary.runtime.secrets.SecretPlace;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WithoutSecretsTest {
  private static final SecretPlace PLACE =
      new SecretPlace(new WorkspaceId("wsp_a"), "dst_1", "apiKey");

  private final SecretBox box = new SecretBox("0123456789abcdef".repeat(4), new SecureRandom());

  @Test
  void sealedSecretsAreLeftOutWhereverTheyAre() {
    String sealed = box.seal(PLACE, "");
    JsonNode kept =
        WithoutSecrets.of(
            Map.of("token", sealed, "nested", Map.of("key", sealed), "list", List.of(sealed, "a")));
    assertThat(kept.toString()).doesNotContain(sealed);
    assertThat(kept.path("list")).hasSize(1);
  }

  @Test
  void textThatLooksLikeAVersionStays() {
    JsonNode kept = WithoutSecrets.of(Map.of("value", "v1.2.3.4", "other", "v2.1.0.0"));
    assertThat(kept.path("value").asText()).isEqualTo("v1.2.3.4");
    assertThat(kept.path("other").asText()).isEqualTo("v2.1.0.0");
  }
}
