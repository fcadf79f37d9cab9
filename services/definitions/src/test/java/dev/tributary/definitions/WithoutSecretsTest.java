package dev.tributary.definitions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tributary.contracts.Ids;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WithoutSecretsTest {
  private static final Kind<String> KIND = Kind.unpublished("thing", Ids.AUDIENCE, String.class);

  @Test
  void theContentOfASecretFieldIsLeftOut() {
    assertThat(
            WithoutSecrets.of(
                Map.of(
                    "password",
                    "hidden",
                    "connection",
                    Map.of("token", "hidden", "host", "db.example"),
                    "secrets",
                    Map.of("apiKey", "hidden"),
                    "keys",
                    List.of("hidden")),
                Set.of("/password", "/connection/token", "/secrets", "/keys")))
        .isEqualTo(
            WithoutSecrets.of(
                Map.of(
                    "connection",
                    Map.of("host", "db.example"),
                    "secrets",
                    Map.of(),
                    "keys",
                    List.of()),
                Set.of()));
  }

  @Test
  void aSecretFieldMayBeMissing() {
    Map<String, Object> spec = Map.of("path", "shop.duckdb");
    assertThat(WithoutSecrets.of(spec, Set.of("/connection/password", "/path/password")))
        .isEqualTo(WithoutSecrets.of(spec, Set.of()));
  }

  @Test
  void otherFieldsStayWhateverTheirText() {
    String sealed = "v1.0123456789ab." + "A".repeat(80) + "." + "B".repeat(38);
    assertThat(
            WithoutSecrets.of(Map.of("value", sealed), Set.of("/password")).path("value").asText())
        .isEqualTo(sealed);
  }

  @Test
  void aSecretIsTheFieldOfASpec() {
    assertThatIllegalArgumentException().isThrownBy(() -> KIND.withSecrets(""));
    assertThatIllegalArgumentException().isThrownBy(() -> KIND.withSecrets("password"));
  }
}
