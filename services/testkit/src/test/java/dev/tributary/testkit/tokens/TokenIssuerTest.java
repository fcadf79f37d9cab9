package dev.tributary.testkit.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class TokenIssuerTest {
  private final TokenIssuer issuer = TokenIssuer.shared();

  @Test
  void aTokenNamesTheIssuerTheAudienceAndTheGroups() {
    String[] parts = issuer.memberWithPersonalData("wsp_1", "engineer").split("\\.", -1);
    String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
    assertThat(parts).hasSize(3);
    assertThat(claims)
        .contains(issuer.url(), TokenIssuer.AUDIENCE)
        .contains("\"ws\":[\"/ws/wsp_1/engineer\",\"/ws/wsp_1/personal-data\"]");
  }

  @Test
  void theKeyIsPublishedWhereTheConfigurationSays() throws Exception {
    assertThat(read("/.well-known/openid-configuration")).contains(issuer.url() + "/jwks");
    assertThat(read("/jwks")).contains("\"kty\":\"RSA\"");
  }

  @Test
  void everyoneInTheJvmSharesOneIssuer() {
    assertThat(TokenIssuer.shared().url()).isEqualTo(issuer.url());
  }

  @Test
  void aTokenIsSignedOnceForEachUserAndGroups() {
    assertThat(issuer.member("wsp_2", "viewer"))
        .isSameAs(issuer.member("wsp_2", "viewer"))
        .isNotEqualTo(issuer.member("wsp_2", "analyst"))
        .isNotEqualTo(issuer.member("wsp_3", "viewer"));
  }

  private String read(String path) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request = HttpRequest.newBuilder(URI.create(issuer.url() + path)).build();
      return client.send(request, BodyHandlers.ofString()).body();
    }
  }
}
