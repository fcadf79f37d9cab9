package dev.tributary.runtime.http.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.audit.AdministrationEntry.Act;
import dev.tributary.runtime.tenancy.RoleMatrix;
import dev.tributary.runtime.tenancy.RoleMatrix.Route;
import org.junit.jupiter.api.Test;

class CalledPathTest {
  private static final String DESTINATIONS = "/api/v1/workspaces/wsp_1/destinations/";

  @Test
  void theObjectIsTheOneThatThePathNames() {
    assertThat(act("PATCH", DESTINATIONS + "c%C3%A9")).isEqualTo(destination("c\u00e9"));
    assertThat(act("POST", DESTINATIONS + "crm/versions/3/restore")).isEqualTo(destination("crm"));
  }

  @Test
  void anObjectHasTheKindByWhichItsStoredChangesAreFound() {
    String rules = "/api/v1/workspaces/wsp_1/alert-rules/";
    Act rule = new Act("any", "alert-rule", "alr_1", null);
    assertThat(act("DELETE", rules + "alr_1")).isEqualTo(rule);
    assertThat(act("POST", rules + "alr_1/versions/3/restore")).isEqualTo(rule);
  }

  /** The caller chooses the path, also of a request that is refused. */
  @Test
  void aLongObjectIsCutBetweenTwoCharacters() {
    assertThat(act("PATCH", DESTINATIONS + "x".repeat(7_000)))
        .isEqualTo(destination("x".repeat(CalledPath.LONGEST_OBJECT)));
    String before = "x".repeat(CalledPath.LONGEST_OBJECT - 1);
    assertThat(act("PATCH", DESTINATIONS + before + "%F0%9F%98%80")).isEqualTo(destination(before));
  }

  private static Act act(String method, String path) {
    Route route = RoleMatrix.load().find(method, path).orElseThrow();
    return CalledPath.of(route, path).act("any");
  }

  private static Act destination(String object) {
    return new Act("any", "destination", object, null);
  }
}
