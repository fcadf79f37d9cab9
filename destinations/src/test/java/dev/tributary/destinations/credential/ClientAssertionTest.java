package dev.tributary.destinations.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.connector.Authentication;
import dev.tributary.destinations.connector.Authentication.Grant;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.EgressFailure;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Target;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The request for a token of a client that signs a statement (RFC 7523, section 2.2). */
class ClientAssertionTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
  private static final Authentication.OAuth OAUTH =
      new Authentication.OAuth(
          new Grant.ClientAssertion("clientId", "privateKey", "certificateId", List.of("rest")),
          "https://{account}.vendor.example/token");

  private static Target target(String key) {
    return new Target(
        new WorkspaceId("wsp_1"),
        new DestinationId("dst_1"),
        Json.MAPPER
            .createObjectNode()
            .put("account", "acme")
            .put("clientId", "client-1")
            .put("certificateId", "certificate-1"),
        Map.of("privateKey", key),
        null);
  }

  @Test
  void theStatementIsAboutTheAddressAndIsSignedWithPs256() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    KeyPair keys = generator.generateKeyPair();
    String pem =
        "-----BEGIN PRIVATE KEY-----"
            + Base64.getEncoder().encodeToString(keys.getPrivate().getEncoded())
            + "-----END PRIVATE KEY-----";
    Egress.Request request = new TokenRequests(OAUTH, target(pem)).next(null, NOW);
    assertThat(request.uri()).hasToString("https://acme.vendor.example/token");
    Map<String, String> form = form(request);
    assertThat(form)
        .containsEntry("grant_type", "client_credentials")
        .containsEntry(
            "client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
        .doesNotContainKeys("client_secret", "scope");
    String[] parts = String.valueOf(form.get("client_assertion")).split("\\.");
    assertThat(json(parts[0]).toString())
        .isEqualTo("{\"alg\":\"PS256\",\"typ\":\"JWT\",\"kid\":\"certificate-1\"}");
    JsonNode claims = json(parts[1]);
    assertThat(claims.path("iss").asText()).isEqualTo("client-1");
    assertThat(claims.path("sub").asText()).isEqualTo("client-1");
    assertThat(claims.path("aud").asText()).isEqualTo("https://acme.vendor.example/token");
    assertThat(claims.path("scope").asText()).isEqualTo("rest");
    assertThat(claims.path("exp").asLong()).isEqualTo(1_800_000_180);
    Signature signature = Signature.getInstance("RSASSA-PSS");
    signature.setParameter(
        new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
    signature.initVerify(keys.getPublic());
    signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
    assertThat(signature.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
  }

  @Test
  void aKeyThatIsNoneIsRefusedWithoutARequest() {
    assertThatThrownBy(() -> new TokenRequests(OAUTH, target("not a key")).next(null, NOW))
        .isInstanceOfSatisfying(
            EgressFailure.class,
            failure -> assertThat(failure.outcome()).isInstanceOf(Outcome.Unauthorised.class));
  }

  private static Map<String, String> form(Egress.Request request) {
    byte[] body = request.body() == null ? new byte[0] : request.body();
    Map<String, String> form = new HashMap<>();
    for (String field : new String(body, StandardCharsets.UTF_8).split("&")) {
      String[] pair = field.split("=", 2);
      form.put(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
    }
    return form;
  }

  private static JsonNode json(String part) throws Exception {
    return Json.MAPPER.readTree(Base64.getUrlDecoder().decode(part));
  }
}
