package dev.tributary.destinations.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tributary.destinations.connector.Authentication;
import dev.tributary.destinations.connector.Authentication.Client;
import dev.tributary.destinations.connector.Authentication.Grant;
import dev.tributary.destinations.connector.Connectors;
import dev.tributary.destinations.connector.Manifest.Setting;
import dev.tributary.destinations.connector.manifest.InstalledConnectors;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OriginSettingsTest {
  private static final Authentication.OAuth OAUTH =
      new Authentication.OAuth(
          new Grant.AuthorizationCode(
              new Client("clientId", "clientSecret", Client.Placement.BODY),
              "https://{domain}/authorize",
              List.of(),
              Map.of()),
          "https://{region}.vendor.example/token");

  private static FakeConnector connector(Authentication authentication, Setting... settings) {
    return new FakeConnector(authentication, "/me", List.of(settings));
  }

  private static Setting setting(String name) {
    return Setting.required(name, name, "For tests");
  }

  @Test
  void whoCannotReadSecretsCannotChooseTheirReceiver() {
    FakeConnector connector =
        connector(OAUTH, setting("clientId"), setting("domain"), setting("region"));
    assertThat(OriginSettings.missing(connector)).containsExactly("clientId", "domain", "region");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OriginSettings.checked(new Connectors(List.of(connector))))
        .withMessageContaining("domain");
  }

  @Test
  void aPartOfTheOriginAndAChoiceAreAllowed() {
    FakeConnector connector =
        connector(
            OAUTH,
            setting("clientId").asOrigin(),
            setting("domain").asOrigin(),
            Setting.choice("region", "Region", "For tests", "eu", "us"));
    assertThat(OriginSettings.missing(connector)).isEmpty();
    OriginSettings.checked(new Connectors(List.of(connector)));
  }

  @Test
  void theAddressOfASessionAndTheNameInAStatementArePartsOfTheOriginToo() {
    Authentication.OAuth statement =
        new Authentication.OAuth(
            new Grant.JwtBearer("issuer", "subject", "aud", "key", null, List.of()),
            "https://vendor.example/token");
    FakeConnector connector =
        connector(
            new Authentication.CsrfSession(statement, "https://{host}/odata"),
            setting("issuer"),
            setting("subject"),
            setting("host"));
    assertThat(OriginSettings.missing(connector)).containsExactly("host", "issuer", "subject");
  }

  @Test
  void theClientOfAStatementIsAPartOfTheOrigin() {
    FakeConnector connector =
        connector(
            new Authentication.OAuth(
                new Grant.ClientAssertion("client", "key", "keyId", List.of()),
                "https://{account}.vendor.example/token"),
            setting("account").asOrigin(),
            setting("client"));
    assertThat(OriginSettings.missing(connector)).containsExactly("client");
  }

  @Test
  void theConnectorsOfThisInstallationDeclareTheirOrigins() {
    OriginSettings.checked(InstalledConnectors.load());
  }
}
