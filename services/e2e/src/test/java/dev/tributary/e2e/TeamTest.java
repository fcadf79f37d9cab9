package dev.tributary.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.tributary.e2e.Roles.button;
import static dev.tributary.e2e.Roles.named;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who works in a workspace and which programs call it, as an admin and whom they invite see it. */
@Tag("soak")
@Tag("soak-journeys")
class TeamTest {
  private static final Map<String, ?> ADMIN = Map.of("role", "admin", "personalData", true);
  private static final Pattern TEMPORARY_PASSWORD =
      Pattern.compile("^[A-Za-z0-9]{5}(-[A-Za-z0-9]{5}){3}$");
  private static final Pattern LINK = Pattern.compile("/invitation#[A-Za-z0-9_-]{43}$");
  private static final String OWN_PASSWORD = "a password of her own";

  @RegisterExtension final WebUi ui = new WebUi();

  private Shop shop;

  @BeforeEach
  void openShop() {
    shop = Stack.started().newShop();
  }

  @Test
  void somebodyIsInvitedSignsInAndIsGivenAnotherRole() {
    String username = "mila-" + UUID.randomUUID().toString().substring(0, 8);
    String email = username + "@shop.example";
    try (Visitor admin = admin("/team");
        Visitor mila = ui.stranger(shop, "/team")) {
      mila.page().navigate(invite(admin.page(), email, "Marketer"));
      button(mila.page(), "Create an account").click();
      String temporary = mila.page().getByText(TEMPORARY_PASSWORD).innerText();
      Soundness.check(mila.page(), "invitation-account");
      Roles.link(mila.page(), "Sign in").click();
      mila.enter(username, temporary);
      chooseHerPassword(mila.page());
      assertThat(mila.page().getByText("with the role Marketer")).isVisible();
      Soundness.check(mila.page(), "invitation-offer");
      button(mila.page(), "Accept").click();
      mila.arrive("");
      mila.open("/team");

      assertThat(mila.page().getByText("Mila Visser (you)")).isVisible();
      assertThat(mila.page().content()).doesNotContain("@northwind.example", email);
      mila.open("/sources/new");
      assertThat(mila.page().getByText("This requires the role Engineer")).isVisible();

      admin.open("/team");
      button(admin.page(), "Change the rights of Mila Visser").click();
      admin.page().getByLabel("Engineer").check();
      button(admin.page(), "Save").click();
      assertThat(row(admin.page(), "Mila Visser")).containsText("Engineer");

      button(mila.page(), "Your account and theme").click();
      mila.page().getByRole(AriaRole.MENUITEM, named("Sign out")).click();
      assertThat(mila.page().locator("#password")).isVisible();
      mila.page().navigate(mila.address("/sources/new"));
      mila.enter(username, OWN_PASSWORD);
      assertThat(button(mila.page(), "Create source")).isVisible();
    }
  }

  /** Invites somebody, and returns a link for them. */
  private static String invite(Page page, String email, String role) {
    button(page, "Invite").click();
    Locator dialog = page.getByRole(AriaRole.DIALOG);
    dialog.getByLabel("E-mail address").fill(email);
    dialog.getByLabel(role).check();
    Soundness.check(page, "team-invite");
    button(dialog, "Invite").click();
    button(dialog, "Done").click();
    assertThat(row(page, email)).containsText(role);
    return link(page, email);
  }

  /** A link to hand over, whether one was sent by e-mail or not. */
  private static String link(Page page, String email) {
    button(page, "Copy a link for " + email).click();
    button(page, "Copy link").last().click();
    Locator dialog = page.getByRole(AriaRole.DIALOG);
    assertThat(dialog.getByText("No e-mail was sent")).isVisible();
    String link = dialog.getByText(LINK).innerText();
    Soundness.check(page, "team-invited");
    button(page, "Done").click();
    assertThat(page.getByText(LINK)).hasCount(0);
    return link;
  }

  /** What Keycloak asks of an account that is new. */
  private static void chooseHerPassword(Page page) {
    assertThat(page.locator(".tributary-logo")).isVisible();
    assertThat(page.locator("#kc-header-wrapper")).hasText("Tributary");
    page.fill("#password-new", OWN_PASSWORD);
    page.fill("#password-confirm", OWN_PASSWORD);
    button(page, "Submit").click();
    page.fill("#firstName", "Mila");
    page.fill("#lastName", "Visser");
    button(page, "Submit").click();
  }

  @Test
  void whoIsRevokedOrRemovedIsNoMember() {
    String email = shop.key() + "@x.example";
    try (Visitor admin = admin("/team")) {
      Page page = admin.page();
      String first = invite(page, email, "Viewer");
      assertThat(link(page, email)).isNotEqualTo(first);
      button(page, "Revoke the invitation of " + email).click();
      button(page, "Revoke").last().click();
      assertThat(page.getByText("Pending invitations")).hasCount(0);

      Stack.started().users().ensure(shop.key(), OWN_PASSWORD);
      shop.join(shop.key(), Map.of("role", "viewer"));
      admin.open("/team");
      button(page, "Remove Demo Person").click();
      assertThat(page.getByText("Their account stays")).isVisible();
      button(page, "Remove").last().click();
      assertThat(page.getByRole(AriaRole.DIALOG)).hasCount(0);
      assertThat(button(page, "Remove Demo Person")).hasCount(0);
      assertThat(page.getByText("Demo Person (you)")).isVisible();
    }
  }

  @Test
  void theCommandsOfANewClientWorkAsTheyAreUntilItIsRevoked() throws Exception {
    try (Visitor admin = admin("/team?tab=clients")) {
      Page page = admin.page();
      button(page, "Create API client").click();
      Locator dialog = page.getByRole(AriaRole.DIALOG);
      dialog.getByLabel("Name").fill("Nightly Report");
      dialog.getByLabel("Viewer").check();
      button(dialog, "Create API client").click();
      assertThat(dialog.getByText("2 to 64 small letters")).isVisible();
      dialog.getByLabel("Name").fill("nightly-report");
      button(dialog, "Create API client").click();
      String commands = page.getByLabel("Commands that call the API").innerText();
      Soundness.check(page, "team-fresh-client");
      assertThat(run(commands)).contains("\"id\":\"" + shop.id() + "\"");
      button(page, "Done").click();
      assertThat(page.getByLabel("Commands that call the API")).hasCount(0);

      button(page, "Revoke nightly-report").click();
      button(page, "Revoke").last().click();
      assertThat(button(page, "Revoke nightly-report")).hasCount(0);
      assertThat(run(commands)).contains("\"status\":401");
    }
  }

  private Visitor admin(String path) {
    return ui.visit(shop, ADMIN, path);
  }

  private static String run(String commands) throws IOException, InterruptedException {
    Process shell = new ProcessBuilder("sh", "-c", commands).redirectErrorStream(true).start();
    String output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    shell.waitFor();
    return output;
  }

  private static Locator row(Page page, String name) {
    return page.getByRole(AriaRole.ROW, named(name));
  }
}
