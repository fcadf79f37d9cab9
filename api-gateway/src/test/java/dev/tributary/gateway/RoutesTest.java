package dev.tributary.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.gateway.approval.ApprovableRoutes;
import dev.tributary.gateway.routing.ApiPath;
import dev.tributary.gateway.routing.Routes;
import dev.tributary.contracts.access.Service;
import dev.tributary.runtime.audit.RecordedRoutes;
import dev.tributary.runtime.tenancy.RoleMatrix;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
  void everyChangeThatCanBeApprovedIsARouteThatIsOnRecord() {
    Set<String> known = new HashSet<>();
    for (RoleMatrix.Route route : RoleMatrix.load().routes()) {
      known.add(route.method() + " " + route.path());
    }
    assertThat(ApprovableRoutes.load().names())
        .isNotEmpty()
        .isSubsetOf(known)
        .isSubsetOf(RecordedRoutes.load().names());
  }

  @Test
  void partsOfAProfileAndOfAnEventLeadToWhoOwnsThem() {
    assertThat(serviceOf("profiles/prf_1")).isEqualTo(Service.IDENTITY);
    assertThat(serviceOf("profiles/prf_1/traits")).isEqualTo(Service.IDENTITY);
    assertThat(serviceOf("profiles/prf_1/audiences")).isEqualTo(Service.AUDIENCES);
    assertThat(serviceOf("profiles/prf_1/deliveries")).isEqualTo(Service.DESTINATIONS);
    assertThat(serviceOf("events/evt_1")).isEqualTo(Service.IDENTITY);
    assertThat(serviceOf("events/evt_1/audiences")).isEqualTo(Service.AUDIENCES);
  }

  private static Service serviceOf(String path) {
    return Routes.serviceFor(ApiPath.parse("/api/v1/workspaces/wsp_1/" + path)).orElseThrow();
  }
}
