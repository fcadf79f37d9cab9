package dev.tributary.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.tributary.e2e.Roles.button;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An admin deletes a workspace by its key, and takes that back. */
@Tag("soak")
@Tag("soak-journeys")
class WorkspaceSettingsTest {
  @RegisterExtension final WebUi ui = new WebUi();

  private final Shop shop = Stack.started().newShop();

  @Test
  void aWorkspaceIsDeletedByItsKeyAndRestored() {
    try (Visitor admin =
        ui.visit(shop, Map.of("role", "admin", "personalData", true), "/team?tab=workspace")) {
      Page page = admin.page();
      Soundness.check(page, "workspace-settings");
      button(page, "Delete workspace").click();
      Locator dialog = page.getByRole(AriaRole.DIALOG);
      dialog.getByRole(AriaRole.TEXTBOX).fill(shop.key());
      Soundness.check(page, "workspace-delete");
      button(dialog, "Delete workspace").click();
      Locator closed = page.getByRole(AriaRole.HEADING, Roles.named("This workspace is closed"));
      assertThat(closed).isVisible();
      Soundness.check(page, "workspace-held");
      admin.open("/audiences");
      assertThat(page.getByText("will be deleted on")).isVisible();
      button(page, "Restore this workspace").click();
      assertThat(closed).hasCount(0);
      assertThat(Roles.title(page)).containsText("Audiences");
    }
  }
}
