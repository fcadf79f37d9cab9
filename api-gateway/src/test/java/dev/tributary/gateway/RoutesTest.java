package dev.tributary.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.access.Service;
import dev.tributary.gateway.routing.ApiPath;
import dev.tributary.gateway.routing.Routes;
import dev.tributary.runtime.tenancy.RoleMatrix;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoutesTest {

  @Test
  void everyRouteOfTheRoleMatrixLeadsToAService() {
    List<RoleMatrix.Route> routes = RoleMatrix.load().routes();
    assertThat(routes).isNotEmpty();
    assertThat(routes)
        .allSatisfy(
            route -> assertThat(Routes.serviceFor(ApiPath.parse(route.path()))).isPresent());
  }

  @Test
  void partsOfAProfileAndOfAnEventLeadToWhoOwnsThem() {
    assertThat(serviceOf("profiles/prf_1")).isEqualTo(Service.IDENTITY);
    assertThat(serviceOf("profiles/prf_1/traits")).isEqualTo(Service.IDENTITY);
    assertThat(serviceOf("profiles/prf_1/audiences")).isEqualTo(Service.AUDIENCES);
    assertThat(serviceOf("profiles/prf_1/deliveries")).isEqualTo(Service.DESTINATIONS);
    assertThat(serviceOf("purposes")).isEqualTo(Service.IDENTITY);
    assertThat(serviceOf("events/evt_1")).isEqualTo(Service.IDENTITY);
    assertThat(serviceOf("events/evt_1/audiences")).isEqualTo(Service.AUDIENCES);
  }

  @Test
  void whatAWorkspaceIsAndItsPeopleBelongsToTheControlPlane() {
    for (String part : List.of("members", "api-clients", "clock", "pipeline", "alerts", "audit")) {
      assertThat(serviceOf(part)).isEqualTo(Service.CONTROL);
    }
    assertThat(of("/api/v1/workspaces")).isEqualTo(Service.CONTROL);
    assertThat(of("/api/v1/workspaces/wsp_1")).isEqualTo(Service.CONTROL);
    assertThat(of("/api/v1/ticker/resume")).isEqualTo(Service.CONTROL);
    assertThat(of("/api/v1/me/invitations/accept")).isEqualTo(Service.CONTROL);
    assertThat(of("/api/v1/me")).isEqualTo(Service.GATEWAY);
    assertThat(of("/api/v1/openapi.json")).isEqualTo(Service.GATEWAY);
  }

  private static Service of(String path) {
    return Routes.serviceFor(ApiPath.parse(path)).orElseThrow();
  }

  private static Service serviceOf(String path) {
    return Routes.serviceFor(ApiPath.parse("/api/v1/workspaces/wsp_1/" + path)).orElseThrow();
  }
}
