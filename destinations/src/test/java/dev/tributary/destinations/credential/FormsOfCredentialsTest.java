package dev.tributary.destinations.credential;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.destinations.TestDatabase;
import dev.tributary.destinations.connector.Authentication;
import dev.tributary.destinations.connector.Authentication.Client;
import dev.tributary.destinations.connector.Authentication.Grant;
import dev.tributary.destinations.connector.Authentication.Signature.Algorithm;
import dev.tributary.destinations.connector.Authentication.Signature.Encoding;
import dev.tributary.destinations.connector.Authentication.Signature.Part;
import dev.tributary.destinations.connector.AuthenticationSignatureBuilder;
import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Target;
import dev.tributary.destinations.delivery.BatchSender;
import dev.tributary.destinations.postgres.delivery.PostgresSessions;
import dev.tributary.destinations.protocol.Protocols;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.local.infra.ServiceDatabase;
import dev.tributary.testkit.infra.TestPool;
import io.agroal.api.AgroalDataSource;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The requests that a vendor receives for each form of credentials, and their masked form. */
class FormsOfCredentialsTest {
  private static final String SECRET = "key with a space/and+more";
  private static final Clock CLOCK =
      Clock.fixed(Instant.ofEpochSecond(1_800_000_000), ZoneOffset.UTC);

  private static AgroalDataSource worker;

  private FakeVendor vendor;
  private Replica replica;

  @BeforeAll
  static void open() {
    ServiceDatabase database = TestDatabase.migrated("forms");
    worker = TestPool.of(database.address(), database.worker());
  }

  @AfterAll
  static void closePool() {
    worker.close();
  }

  @BeforeEach
  void start() throws Exception {
    vendor = new FakeVendor();
    replica = new Replica(new PostgresSessions(worker), CLOCK);
  }

  @AfterEach
  void stop() {
    vendor.close();
  }

  private BatchSender.Tested check(
      String id, Authentication form, Map<String, String> settings, Map<String, String> secrets) {
    Catalogue.Destination destination =
        Replica.destination(id, form, "/me?page=1", vendor.url(), settings, secrets);
    BatchSender.Tested tested = replica.check(destination);
    String shown = tested.toString();
    assertThat(secrets.values()).noneMatch(shown::contains);
    return tested;
  }

  private static void assertDelivered(BatchSender.Tested tested) {
    assertThat(tested.outcome()).isEqualTo(new Outcome.Delivered(null));
  }

  @Test
  void anApiKeyIsInItsHeader() {
    BatchSender.Tested tested =
        check(
            "dst_1",
            new Authentication.ApiKey(
                "key", new Authentication.ApiKey.Header("X-Vendor-Key", "Key ")),
            Map.of(),
            Map.of("key", SECRET));
    assertDelivered(tested);
    assertThat(vendor.headers.getFirst()).containsEntry("X-vendor-key", "Key " + SECRET);
    assertThat(tested.exchanges().getFirst().headers()).containsEntry("X-Vendor-Key", "***");
  }

  @Test
  void anApiKeyInTheQueryIsEncodedAndMasked() {
    BatchSender.Tested tested =
        check(
            "dst_1",
            new Authentication.ApiKey("key", new Authentication.ApiKey.Query("api_secret")),
            Map.of(),
            Map.of("key", SECRET));
    assertDelivered(tested);
    assertThat(vendor.targets)
        .containsExactly("/me?page=1&api_secret=key%20with%20a%20space%2Fand%2Bmore");
    assertThat(tested.exchanges().getFirst().target()).endsWith("/me?page=1&api_secret=***");
  }

  @Test
  void basicCredentialsMayHaveASuffixOfTheUser() {
    assertDelivered(
        check(
            "dst_1",
            new Authentication.Basic("user", "/token", "key"),
            Map.of("user", "ada@example.org"),
            Map.of("key", SECRET)));
    String pair = "ada@example.org/token:" + SECRET;
    assertThat(vendor.headers.getFirst())
        .containsEntry(
            "Authorization",
            "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void aSignatureCoversTheDeclaredPartsInOrder() throws Exception {
    BatchSender.Tested tested = check("dst_1", signature(), Map.of(), Map.of("key", SECRET));
    assertDelivered(tested);
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    byte[] expected =
        mac.doFinal("1800000000\nGET\n127.0.0.1\n/me\npage=1\n".getBytes(StandardCharsets.UTF_8));
    assertThat(vendor.headers.getFirst())
        .containsEntry("X-time", "1800000000")
        .containsEntry("X-signature", "v1=" + HexFormat.of().formatHex(expected));
    assertThat(tested.exchanges().getFirst().headers()).containsEntry("X-Signature", "***");
  }

  private static Authentication.Signature signature() {
    return AuthenticationSignatureBuilder.builder()
        .secret("key")
        .algorithm(Algorithm.HMAC_SHA_256)
        .parts(List.of(Part.TIMESTAMP, Part.METHOD, Part.HOST, Part.PATH, Part.QUERY, Part.BODY))
        .separator("\n")
        .header("X-Signature")
        .prefix("v1=")
        .encoding(Encoding.HEX)
        .timestampHeader("X-Time")
        .build();
  }

  @Test
  void aJwtIsSignedWithTheKeyOfTheCustomer() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    KeyPair keys = generator.generateKeyPair();
    String pem =
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(keys.getPrivate().getEncoded())
            + "\n-----END PRIVATE KEY-----\n";
    assertDelivered(
        check(
            "dst_2",
            jwtBearer(),
            Map.of("issuer", "account@vendor.example", "subject", "ada"),
            Map.of("privateKey", pem)));
    String assertion = vendor.formValues("assertion").getFirst();
    assertThat(isSigned(assertion, keys.getPublic())).isTrue();
    JsonNode claims =
        Json.MAPPER.readTree(Base64.getUrlDecoder().decode(assertion.split("\\.")[1]));
    assertThat(claims.path("iss").asText()).isEqualTo("account@vendor.example");
    assertThat(claims.path("sub").asText()).isEqualTo("ada");
    assertThat(claims.path("aud").asText()).isEqualTo("https://vendor.example");
    assertThat(claims.path("exp").asLong()).isEqualTo(1_800_000_180);
  }

  private static Authentication.OAuth jwtBearer() {
    return new Authentication.OAuth(
        new Grant.JwtBearer(
            "issuer", "subject", "https://vendor.example", "privateKey", null, List.of()),
        "https://vendor.example/token");
  }

  private static boolean isSigned(String assertion, PublicKey key) throws Exception {
    int end = assertion.lastIndexOf('.');
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initVerify(key);
    signature.update(assertion.substring(0, end).getBytes(StandardCharsets.US_ASCII));
    return signature.verify(Base64.getUrlDecoder().decode(assertion.substring(end + 1)));
  }

  @Test
  void aKeyThatIsNoneIsRefusedWithoutARequest() {
    BatchSender.Tested tested =
        check("dst_3", jwtBearer(), Map.of("issuer", "x"), Map.of("privateKey", "not a key"));
    assertThat(tested.outcome())
        .isInstanceOfSatisfying(
            Outcome.Unauthorised.class,
            refused -> assertThat(refused.words()).contains("BEGIN PRIVATE KEY"));
    assertThat(vendor.tokenRequests).hasValue(0);
  }

  @Test
  void aClientMayBeInTheForm() {
    assertDelivered(
        check(
            "dst_4",
            new Authentication.OAuth(
                new Grant.ClientCredentials(
                    new Client("clientId", "clientSecret", Client.Placement.BODY), List.of()),
                "https://vendor.example/token"),
            Map.of("clientId", FakeVendor.CLIENT_ID),
            Map.of("clientSecret", FakeVendor.CLIENT_SECRET)));
    assertThat(vendor.forms.getFirst())
        .containsEntry("client_secret", FakeVendor.CLIENT_SECRET)
        .doesNotContainKey("scope");
  }

  @Test
  void previewsShowNoCredentialsAndSendNothing() {
    List<Authentication> forms =
        List.of(
            new Authentication.ApiKey("key", new Authentication.ApiKey.Header("X-Key", "Key ")),
            new Authentication.ApiKey("key", new Authentication.ApiKey.Query("key")),
            new Authentication.Basic("user", "", "key"),
            signature(),
            jwtBearer(),
            new Authentication.CsrfSession(
                new Authentication.Basic("user", "", "key"), "https://sap.example/odata"));
    String pair = "ada:" + SECRET;
    String basic = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    for (Authentication form : forms) {
      Catalogue.Destination destination =
          Replica.destination(
              "dst_5", form, "/me", vendor.url(), Map.of("user", "ada"), Map.of("key", SECRET));
      Target target = replica.target(destination);
      Batch batch =
          new Batch(
              target.withoutSecrets(),
              "key",
              new SyncId("syn_1"),
              "records",
              null,
              Batch.Operation.WRITE,
              Json.MAPPER.createObjectNode(),
              List.of());
      String shown =
          new Protocols(CLOCK).preview(destination.connector(), batch, target).toString();
      assertThat(shown).as(form.toString()).contains("***").doesNotContain(SECRET, basic);
      assertThat(shown).doesNotContain("key%20with", "v1=");
    }
    assertThat(vendor.targets).isEmpty();
    assertThat(vendor.tokenRequests).hasValue(0);
  }
}
