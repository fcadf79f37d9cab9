package dev.tributary.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.tributary.e2e.Roles.button;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.tributary.local.workspace.ApiFailure;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Personal data leaves once a second person, who may see it, has approved. */
@Tag("soak")
@Tag("soak-journeys")
class ApprovalJourneyTest {
  private static final Map<String, ?> ADMIN = Map.of("role", "admin", "personalData", true);

  @RegisterExtension final WebUi ui = new WebUi();

  private final Shop shop = Stack.started().newShop();

  @Test
  void aSyncThatAnEngineerMayNotCreateIsCreatedByWhoeverApproves() {
    shop.source("web").identify("ada", Map.of("email", "ada@shop.example", "firstName", "Ada"));
    shop.recorded();
    shop.destinations().webhook("crm");
    Map<String, ?> sync =
        Map.of(
            "key",
            "crm-people",
            "name",
            "People",
            "destination",
            "crm",
            "from",
            Map.of("kind", "profiles"),
            "object",
            "records",
            "match",
            Map.of("field", "email", "from", Map.of("kind", "identifier", "type", "email")));
    assertThatThrownBy(() -> shop.engineer().post(shop.path("/syncs"), sync))
        .isInstanceOf(ApiFailure.class)
        .hasMessageContaining("approval-needed");
    JsonNode request =
        shop.engineer()
            .post(
                shop.path("/change-requests"),
                Map.of(
                    "method", "POST", "path", "/syncs", "body", sync, "reason", "For the summer"));
    assertThat(request.path("state").asText()).isEqualTo("open");
    assertThat(shop.marketer().get(shop.path("/syncs")).path("data")).isEmpty();

    try (Visitor admin = ui.visit(shop, ADMIN, "/team?tab=approvals")) {
      Page page = admin.page();
      assertThat(page.getByText("For the summer")).isVisible();
      Soundness.check(page, "approvals-open");
      button(page, "Approve: Create a sync that sends personal data").click();
      Soundness.check(page, "approvals-approve");
      button(page.getByRole(AriaRole.DIALOG), "Approve").click();
      assertThat(page.getByText("Approved and applied").first()).isVisible();
      assertThat(page.getByRole(AriaRole.HEADING, Roles.named("No open requests"))).isVisible();
      Soundness.check(page, "approvals-decided");
    }
    assertThat(shop.marketer().get(shop.path("/syncs")).path("data").findValuesAsText("key"))
        .isEqualTo(List.of("crm-people"));
  }
}
