package dev.tributary.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.tributary.e2e.Roles.button;
import static dev.tributary.e2e.Roles.labelled;
import static dev.tributary.e2e.Roles.named;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.tributary.local.infra.Port;
import dev.tributary.local.infra.ServiceDatabase;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An engineer connects a PostgreSQL server, and reads what is wrong with each setting. */
@Tag("soak")
@Tag("soak-journeys")
class DatabaseConnectionTest {
  private static final Map<String, ?> ENGINEER = Map.of("role", "engineer", "personalData", true);

  @RegisterExtension final WebUi ui = new WebUi();

  private final Stack stack = Stack.started();
  private final Shop shop = stack.newShop();

  @Test
  void aWrongPortAndAServerWithoutTlsHaveTheirOwnErrors() {
    ServiceDatabase database = stack.installation().shopDatabase();
    try (Visitor engineer = ui.visit(shop, ENGINEER, "/connections/new")) {
      Page page = engineer.page();
      page.getByLabel("PostgreSQL").check();
      labelled(page, "Host").fill("127.0.0.1");
      labelled(page, "Port").fill(Integer.toString(Port.free()));
      labelled(page, "Database").fill(database.name());
      labelled(page, "User").fill(database.owner().user());
      labelled(page, "Password").fill(database.owner().password());
      test(page);
      assertThat(page.getByText("The database server does not answer")).isVisible();
      Soundness.check(page, "wrong-port");

      labelled(page, "Port").fill(Integer.toString(stack.installation().postgresPort()));
      test(page);
      assertThat(page.getByText("The server does not support TLS")).isVisible();
      assertThat(page.getByText("The database server does not answer")).hasCount(0);
      assertThat(labelled(page, "Host")).not().hasAttribute("aria-invalid", "true");
      Soundness.check(page, "no-tls");

      page.getByRole(AriaRole.SWITCH, named("Encrypted connection")).uncheck();
      test(page);
      assertThat(page.getByText("The connection works.")).isVisible();
      assertThat(page.getByText("The connection is not encrypted")).isVisible();
    }
  }

  private static void test(Page page) {
    button(page, "Test the connection").click();
  }
}
