package dev.tributary.destinations.added;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.Json;
import dev.tributary.destinations.connector.Egress.Answer;
import dev.tributary.destinations.connector.Egress.Request;
import dev.tributary.destinations.connector.EgressFailure;
import dev.tributary.destinations.connector.EgressFailure.Reach;
import dev.tributary.destinations.connector.manifest.InstalledConnectors;
import dev.tributary.destinations.connector.manifest.ManifestFault;
import dev.tributary.destinations.delivery.Transport;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ManifestCheckTest {
  private static final AddedConnectors CONNECTORS = new AddedConnectors(InstalledConnectors.load());

  private final ManifestCheck check = new ManifestCheck(CONNECTORS, new OnlyPublic());

  @Test
  void aGoodManifestBecomesAConnectorThatIsMarkedAsAdded() {
    ManifestCheck.Checked checked = check.check(new ConnectorFile(Letterbird.YAML), _ -> false);
    assertThat(checked.faults()).isEmpty();
    assertThat(checked.warnings()).isEmpty();
    assertThat(Objects.requireNonNull(checked.connector()).manifest().added()).isTrue();
    assertThat(InstalledConnectors.load().manifests()).noneMatch(manifest -> manifest.added());
  }

  @Test
  void theExamplesOfTheDocumentCanBeAdded() throws IOException {
    try (InputStream examples = getClass().getResourceAsStream("/request-examples.json")) {
      JsonNode all = Json.MAPPER.readTree(Objects.requireNonNull(examples));
      List<String> routes =
          List.of(
              "POST /api/v1/workspaces/{workspace}/connectors",
              "POST /api/v1/workspaces/{workspace}/connectors/validate",
              "PUT /api/v1/workspaces/{workspace}/connectors/{connector}");
      for (String route : routes) {
        assertThat(words(all.path(route).path("yaml").asText())).as(route).isEmpty();
      }
    }
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        bad(
            Letterbird.with("id: letterbird", "id: hubspot"),
            "connector.yaml:1:5: /id: is an id of Tributary itself; accepted is another id, such"
                + " as my-hubspot"),
        bad(
            Letterbird.with("id: letterbird", "id: validate"),
            "connector.yaml:1:5: /id: is an id of Tributary itself; accepted is another id, such"
                + " as my-validate"),
        bad(
            Letterbird.with("host: https://api.letterbird.example", "host: https://10.0.0.7"),
            "connector.yaml:9:7: /host: is not allowed: 10.0.0.7 is private; accepted are hosts on"
                + " the public internet, and hosts that the operator of this installation lists"),
        bad(
            Letterbird.with(
                "header: { name: x-letterbird-key, secret: apiKey }",
                "oauth: { grant: client-credentials, client: { id: list, secret: apiKey, in: body"
                    + " }, token: 'https://metadata.internal/token' }"),
            "connector.yaml:11:94: /auth/oauth/token: is not allowed: metadata.internal is private;"
                + " accepted are hosts on the public internet, and hosts that the operator of this"
                + " installation lists"),
        bad(
            "java: java.lang.Runtime\n" + Letterbird.YAML,
            "connector.yaml:1:7: /java: is not accepted here: a declared connector has no Java"
                + " class"));
  }

  private static Arguments bad(String yaml, String fault) {
    return Arguments.of(yaml, fault);
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void aManifestThatAWorkspaceMayNotAddSaysWhereAndWhatIsAccepted(String yaml, String fault) {
    ManifestCheck.Checked checked = check.check(new ConnectorFile(yaml), _ -> false);
    assertThat(checked.connector()).isNull();
    assertThat(checked.faults()).extracting(ManifestFault::message).contains(fault);
  }

  /** The workspace keeps its connector after an upgrade, so it can be corrected too. */
  @Test
  void aConnectorOfTheWorkspaceKeepsAnIdThatALaterReleaseHasToo() {
    ConnectorFile file = new ConnectorFile(Letterbird.with("id: letterbird", "id: hubspot"));
    assertThat(check.check(file, "hubspot"::equals).faults()).isEmpty();
  }

  /** The workspace can change the options, and with them the receiver of the secrets. */
  @Test
  void aChoiceInTheAddressOfATokenIsAPartOfTheOrigin() {
    String yaml =
        Letterbird.with(
                "header: { name: x-letterbird-key, secret: apiKey }",
                "oauth: { grant: client-credentials, client: { id: list, secret: apiKey, in: body"
                    + " }, token: 'https://{tenant}.shared.example/token' }")
            .replace(
                "  - { name: list, label: List, help: Its number }",
                "  - { name: list, label: List, help: Its number, origin: true }\n"
                    + "  - { name: tenant, label: Tenant, help: Its name, type: choice, options:"
                    + " [acme] }");
    assertThat(words(yaml)).anyMatch(each -> each.contains("\"origin: true\" for tenant"));
  }

  @Test
  void eachMistakeHasItsLineItsColumnAndWhatIsAccepted() {
    for (BadFiles.Bad bad : BadFiles.mistakes()) {
      assertThat(check.check(new ConnectorFile(bad.yaml()), _ -> false).faults())
          .as(bad.words())
          .anySatisfy(fault -> {
            assertThat(fault.words()).contains(bad.words());
            assertThat(fault.line()).isEqualTo(bad.line());
            assertThat(fault.column()).isEqualTo(bad.column());
          });
    }
  }

  @Test
  void aHostWithoutAnAddressIsAWarningBecauseTheNameServerMayFail() {
    ManifestCheck.Checked checked =
        check.check(
            new ConnectorFile(
                Letterbird.with("https://api.letterbird.example", "https://unknown.example")),
            _ -> false);
    assertThat(checked.faults()).isEmpty();
    assertThat(checked.warnings()).containsExactly("/host: The host unknown.example is unknown");
  }

  @Test
  void hostileFilesAreRefusedWithoutMuchWork() {
    String laughs =
        "a: &a [x, x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a]\nc: [*b, *b, *b, *b]\n"
            + Letterbird.YAML;
    assertThat(words(laughs)).anyMatch(each -> each.contains("aliases are not read"));
    assertThat(words("[".repeat(100_000)))
        .containsExactly("is nested too deeply; accepted are 40 levels");
    assertThat(words("a: ".repeat(1) + "{b: ".repeat(60) + "}".repeat(60)))
        .containsExactly("is nested too deeply; accepted are 40 levels");
    assertThat(words(Letterbird.YAML + "#".repeat(256 * 1024)))
        .containsExactly("is larger than 256 kB");
    assertThat(words("id: \"\u0000\"")).isNotEmpty();
    assertThat(words("")).isNotEmpty();
    assertThat(
            words(
                Letterbird.with(
                    "removal: deleted",
                    "removal: deleted\n    otherFields: '" + "(".repeat(100_000) + "'")))
        .contains("is longer than 2000 characters");
    assertThat(words("objects:\n" + "  - { name: x }\n".repeat(10_000))).isNotEmpty();
    assertThat(words("? {a: b}\n: c\n" + Letterbird.YAML)).isNotEmpty();
  }

  private List<String> words(String yaml) {
    return check.check(new ConnectorFile(yaml), _ -> false).faults().stream()
        .map(ManifestFault::words)
        .toList();
  }

  /** Hosts of the public internet are those that end in example, without a lookup. */
  private static final class OnlyPublic implements Transport {
    @Override
    public Answer send(Request request, Duration timeout) throws EgressFailure {
      throw new EgressFailure(Reach.NOT_SENT, "A check sends nothing");
    }

    @Override
    public InetAddress checked(String host, int port) throws EgressFailure {
      if (host.equals("unknown.example")) {
        throw new EgressFailure(Reach.NOT_SENT, "The host unknown.example is unknown");
      }
      if (!host.endsWith(".example")) {
        throw new EgressFailure(Reach.FORBIDDEN, host + " is private");
      }
      return InetAddress.getLoopbackAddress();
    }

    @Override
    public void requireEncryption(URI uri) {}
  }
}
