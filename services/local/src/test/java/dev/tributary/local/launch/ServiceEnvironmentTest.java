package dev.tributary.local.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.local.infra.Checkout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceEnvironmentTest {
  private static final List<Service> MANAGED =
      Service.ALL.stream().filter(service -> !service.equals(Service.SANDBOX)).toList();

  @TempDir Path directory;
  private Installation installation;

  @BeforeEach
  void install() {
    installation = Installation.running(new Checkout(directory, directory.resolve("state")));
  }

  @Test
  void everyServiceIsManagedOnAPortOfItsOwnThatOnlyThisMachineReaches() {
    var ports = new ArrayList<String>();
    for (Service service : MANAGED) {
      Map<String, String> variables = ServiceEnvironment.running(installation, service);
      assertThat(variables)
          .containsEntry("QUARKUS_HTTP_HOST", "127.0.0.1")
          .containsEntry("QUARKUS_MANAGEMENT_HOST", "127.0.0.1");
      ports.add(variables.get("QUARKUS_HTTP_PORT"));
      ports.add(variables.get("QUARKUS_MANAGEMENT_PORT"));
    }
    assertThat(ports).hasSize(14).doesNotHaveDuplicates().doesNotContainNull();
  }

  @Test
  void theGatewayIsToldWhereEachServiceIsManaged() {
    Map<String, String> gateway = ServiceEnvironment.running(installation, Service.GATEWAY);
    Map.of(
            "COLLECTOR", Service.COLLECTOR,
            "IDENTITY", Service.IDENTITY,
            "AUDIENCE", Service.AUDIENCE,
            "DESTINATIONS", Service.DESTINATIONS,
            "WAREHOUSE", Service.WAREHOUSE,
            "CONTROL", Service.CONTROL)
        .forEach((name, service) -> {
          Map<String, String> variables = ServiceEnvironment.running(installation, service);
          assertThat(gateway.get(name + "_MANAGEMENT_URL"))
              .isEqualTo("http://127.0.0.1:" + variables.get("QUARKUS_MANAGEMENT_PORT"))
              .isEqualTo(installation.managementUrl(service));
        });
  }

  @Test
  void theControlPlaneIsToldWhereEachOtherServiceIsManaged() {
    Map<String, String> control = ServiceEnvironment.running(installation, Service.CONTROL);
    Map.of(
            "GATEWAY", Service.GATEWAY,
            "COLLECTOR", Service.COLLECTOR,
            "IDENTITY", Service.IDENTITY,
            "AUDIENCE", Service.AUDIENCE,
            "DESTINATIONS", Service.DESTINATIONS,
            "WAREHOUSE", Service.WAREHOUSE)
        .forEach((name, service) ->
            assertThat(control)
                .containsEntry(name + "_MANAGEMENT_URL", installation.managementUrl(service)));
    assertThat(control)
        .containsEntry("GATEWAY_INTERNAL_URL", installation.url(Service.GATEWAY))
        .doesNotContainKey("CONTROL_URL");
  }

  @Test
  void theAudienceBuilderIsToldWhereIdentityResolutionIsManaged() {
    assertThat(ServiceEnvironment.running(installation, Service.AUDIENCE))
        .containsEntry("IDENTITY_URL", installation.url(Service.IDENTITY))
        .containsEntry("IDENTITY_MANAGEMENT_URL", installation.managementUrl(Service.IDENTITY))
        .doesNotContainKey("DESTINATIONS_URL");
  }

  @Test
  void onlyTheServicesThatUseRedisHaveItsPassword() {
    String password = installation.secrets().secret("redis");
    for (Service service : Service.ALL) {
      Map<String, String> variables = ServiceEnvironment.running(installation, service);
      boolean uses =
          Set.of(Service.GATEWAY, Service.COLLECTOR, Service.DESTINATIONS).contains(service);
      assertThat(variables.get("QUARKUS_REDIS_PASSWORD")).isEqualTo(uses ? password : null);
    }
  }

  @Test
  void onlyAnInstallationOfAnEarlierVersionHasADatabaseToTakeOver() {
    assertThat(installation.formerGatewayDatabase()).isNull();
    installation.secrets().keep("database-gateway_owner", "secret");
    assertThat(ServiceEnvironment.formerDatabase(installation.formerGatewayDatabase()))
        .containsEntry("CONTROL_FORMER_DATABASE_OWNER_USER", "gateway_owner")
        .containsEntry("CONTROL_FORMER_DATABASE_OWNER_PASSWORD", "secret");
  }

  /** The sandbox plays the vendors, and has one port. */
  @Test
  void destinationsReachNoPortOfTheInstallationButTheSandboxs() {
    Map<String, String> variables = ServiceEnvironment.running(installation, Service.DESTINATIONS);
    List<String> own = List.of(variables.get("TRIBUTARY_EGRESS_OWN_PORTS").split(","));
    for (Service service : MANAGED) {
      Map<String, String> of = ServiceEnvironment.running(installation, service);
      assertThat(own).contains(of.get("QUARKUS_HTTP_PORT"), of.get("QUARKUS_MANAGEMENT_PORT"));
    }
    assertThat(installation.managementUrl(Service.SANDBOX))
        .isEqualTo(installation.url(Service.SANDBOX));
    assertThat(own).doesNotContain(Integer.toString(installation.port(Service.SANDBOX.name())));
  }
}
