package dev.tributary.control.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.runtime.audit.RecordedRoutes;
import dev.tributary.runtime.tenancy.RoleMatrix;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ApprovableRoutesTest {

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
}
