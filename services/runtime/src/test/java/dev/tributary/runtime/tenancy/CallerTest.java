package dev.tributary.runtime.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.id.WorkspaceId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallerTest {
  @Test
  void rolesAndPersonalDataAreReadFromGroupsPerWorkspace() {
    Caller caller = caller("/ws/wsp_a/viewer", "/ws/wsp_a/personal-data", "/ws/wsp_b/engineer");
    assertThat(caller.role(new WorkspaceId("wsp_a"))).contains(Role.VIEWER);
    assertThat(caller.role(new WorkspaceId("wsp_b"))).contains(Role.ENGINEER);
    assertThat(caller.role(new WorkspaceId("wsp_c"))).isEmpty();
    assertThat(caller.mayReadPersonalData(new WorkspaceId("wsp_a"))).isTrue();
    assertThat(caller.mayReadPersonalData(new WorkspaceId("wsp_b"))).isFalse();
    assertThat(caller.installationAdmin()).isFalse();
  }

  @Test
  void ofSeveralRolesTheLargestCounts() {
    for (List<String> groups :
        List.of(
            List.of("/ws/wsp_a/viewer", "/ws/wsp_a/admin"),
            List.of("/ws/wsp_a/admin", "/ws/wsp_a/viewer"))) {
      assertThat(Caller.of("s", "n", null, groups).role(new WorkspaceId("wsp_a")))
          .contains(Role.ADMIN);
    }
  }

  @Test
  void anInstallationsAdminIsAdminEverywhereButReadsNoPersonalData() {
    Caller caller = caller("/installation/admin");
    assertThat(caller.installationAdmin()).isTrue();
    assertThat(caller.role(new WorkspaceId("wsp_any"))).contains(Role.ADMIN);
    assertThat(caller.mayReadPersonalData(new WorkspaceId("wsp_any"))).isFalse();
  }

  @Test
  void personalDataAloneIsNoRole() {
    assertThat(caller("/ws/wsp_a/personal-data").role(new WorkspaceId("wsp_a"))).isEmpty();
  }

  @Test
  void theAccountOfAClientIsNoPerson() {
    assertThat(Caller.of("s", "service-account-shop", "shop", List.of()).person()).isFalse();
    assertThat(Caller.of("s", "anna", "tributary-gateway", List.of()).person()).isTrue();
  }

  @Test
  void nobodyBecomesAProgramByTheirName() {
    for (String name :
        new String[] {"service-account-ghost", "service-account-", "SERVICE-ACCOUNT-x"}) {
      assertThat(Caller.of("s", name, "tributary-gateway", List.of()).person()).isTrue();
      assertThat(Caller.of("s", name, null, List.of()).person()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ws/wsp_a/admin",
        "/ws/wsp_a",
        "/ws/wsp_a/",
        "/ws/wsp_a/ADMIN",
        "/ws/wsp_a/admin/",
        "/ws/wsp_a/admin/x",
        "/x/ws/wsp_a/admin",
        "/WS/wsp_a/admin",
        "installation/admin",
        "/installation/admin/",
        "/installation",
        ""
      })
  void aGroupThatIsNotExactlyOneOfOursGivesNothing(String group) {
    Caller caller = caller(group);
    assertThat(caller.role(new WorkspaceId("wsp_a"))).isEmpty();
    assertThat(caller.installationAdmin()).isFalse();
    assertThat(caller.mayReadPersonalData(new WorkspaceId("wsp_a"))).isFalse();
  }

  private static Caller caller(String... groups) {
    return Caller.of("subject", "name", null, List.of(groups));
  }
}
