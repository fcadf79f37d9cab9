package dev.tributary.destinations.declared;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.Manifest;
import dev.tributary.destinations.connector.Manifest.ObjectType;
import dev.tributary.destinations.connector.Manifest.Setting;
import dev.tributary.destinations.connector.manifest.InstalledConnectors;
import dev.tributary.destinations.credential.OriginSettings;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract of each manifest. */
class EveryManifestTest {
  /** The settings whose change needs the secrets again; add the name that a new connector has. */
  private static final Set<String> ORIGINS =
      Set.of(
          "accessKeyId",
          "account",
          "bootstrapServers",
          "caCertificate",
          "clientId",
          "dataCenter",
          "domain",
          "endpoint",
          "host",
          "instance",
          "mechanism",
          "munchkinId",
          "port",
          "region",
          "security",
          "subdomain",
          "system",
          "tenant",
          "tls",
          "url",
          "user",
          "verifyCertificate");

  static List<String> connectors() {
    return InstalledConnectors.load().manifests().stream().map(Manifest::id).toList();
  }

  @ParameterizedTest
  @MethodSource("connectors")
  void theManifestSaysEverythingThatFormsAndTheEngineNeed(String id) {
    Manifest manifest = installed(id).manifest();
    assertThat(manifest.id()).matches("[a-z][a-z0-9-]*");
    assertThat(manifest.name()).isNotBlank();
    assertThat(manifest.description()).isNotBlank();
    assertThat(manifest.concurrency()).isPositive();
    assertThat(manifest.sources()).isNotEmpty();
    assertThat(manifest.settings()).extracting(Setting::name).doesNotHaveDuplicates();
    assertThat(manifest.settings())
        .allSatisfy(setting -> {
          assertThat(setting.label()).isNotBlank();
          assertThat(setting.help()).isNotBlank();
        });
    assertThat(manifest.objects()).isNotEmpty();
    assertThat(manifest.objects()).extracting(ObjectType::name).doesNotHaveDuplicates();
    assertThat(manifest.objects())
        .allSatisfy(object -> {
          assertThat(object.batchSize()).isPositive();
          assertThat(object.fields()).extracting(Manifest.Field::name).doesNotHaveDuplicates();
          if (object.memberships() != null) {
            assertThat(manifest.object(object.memberships())).isPresent();
          }
        });
  }

  @ParameterizedTest
  @MethodSource("connectors")
  void theManifestSaysWhereSecretsAreSent(String id) {
    Connector connector = installed(id);
    assertThat(connector.manifest().settings())
        .allSatisfy(setting ->
            assertThat(setting.origin())
                .as(setting.name())
                .isEqualTo(ORIGINS.contains(setting.name())));
    assertThat(OriginSettings.missing(connector)).isEmpty();
  }

  private static Connector installed(String id) {
    return InstalledConnectors.load().require(id);
  }
}
