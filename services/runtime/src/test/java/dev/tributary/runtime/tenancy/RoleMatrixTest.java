package dev.tributary.runtime.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.runtime.tenancy.RoleMatrix.Need;
import dev.tributary.runtime.tenancy.RoleMatrix.Route;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoleMatrixTest {
  private final RoleMatrix matrix = RoleMatrix.load();

  @ParameterizedTest
  @CsvSource({
    "GET, /api/v1/workspaces/w/sources, VIEWER",
    "POST, /api/v1/workspaces/w/sources, ENGINEER",
    "GET, /api/v1/workspaces/w/profiles/prf_1, VIEWER",
    "POST, /api/v1/workspaces/w/profiles/lookup, VIEWER"
  })
  void aRouteNeedsTheRoleThatTheFileSays(String method, String path, Role role) {
    assertThat(matrix.find(method, path))
        .hasValueSatisfying(route -> {
          assertThat(route.needs()).isEqualTo(Need.ROLE);
          assertThat(route.role()).isEqualTo(role);
        });
  }

  @Test
  void theWiderCasesAreKnown() {
    assertThat(matrix.find("POST", "/api/v1/workspaces").orElseThrow().needs())
        .isEqualTo(Need.INSTALLATION);
    assertThat(matrix.find("GET", "/api/v1/workspaces").orElseThrow().needs())
        .isEqualTo(Need.AUTHENTICATED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/workspaces/w/sources/",
        "/api/v1/workspaces/w//sources",
        "/api/v1/workspaces/w/Sources",
        "/api/v1/workspaces/w/sources/a/b/c/d",
        "/",
        ""
      })
  void whatIsNotExactlyARouteIsNone(String path) {
    assertThat(matrix.find("GET", path)).isEmpty();
  }

  @Test
  void noRouteStandsTwice() {
    Set<String> seen = new HashSet<>();
    for (Route route : matrix.routes()) {
      String shape = route.method() + route.path().replaceAll("\\{[^}]*}", "{}");
      assertThat(seen.add(shape)).as(shape).isTrue();
    }
  }

  @Test
  void everyRouteOfAWorkspaceNeedsARoleInIt() {
    assertThat(matrix.routes())
        .filteredOn(route -> route.path().startsWith("/api/v1/workspaces/{workspace}"))
        .isNotEmpty()
        .allSatisfy(route -> assertThat(route.needs()).isEqualTo(Need.ROLE));
  }
}
