package dev.tributary.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.tributary.e2e.Roles.button;
import static dev.tributary.e2e.Roles.link;
import static dev.tributary.e2e.Roles.title;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Bob's address was typed at Ann's: somebody chooses what is his. */
@Tag("soak")
@Tag("soak-journeys")
class UnmergeDialogTest {
  private static final Map<String, ?> MARKETER = Map.of("role", "marketer", "personalData", true);
  private static final String HERS = "ann@shop.example";
  private static final String HIS = "bob@shop.example";

  @RegisterExtension final WebUi ui = new WebUi();

  private Shop shop;
  private Source web;
  private String ann;

  @BeforeEach
  void annIsBobAsWell() {
    shop = Stack.started().newShop();
    web = shop.source("web");
    says(Map.of("userId", "ann", "anonymousId", "her-phone"), HERS, "Ann");
    says(Map.of("userId", "ann"), HIS, "Ann");
    says(Map.of("anonymousId", "his-phone"), HIS, "Bob");
    ann = shop.profile("user_id", "ann");
    assertThat(shop.profile("anonymous_id", "his-phone")).isEqualTo(ann);
  }

  private void says(Map<String, String> ids, String email, String firstName) {
    Map<String, Object> identify = new HashMap<>(ids);
    identify.put("traits", Map.of("email", email, "firstName", firstName));
    web.send("identify", identify);
    shop.recorded();
  }

  @Test
  void whatIsChosenStandsOnAProfileOfItsOwn() {
    try (Visitor marketer = ui.visit(shop, MARKETER, "/profiles/" + ann + "?tab=identity")) {
      Page page = marketer.page();
      button(page, "Separate into a new person: " + HIS).click();
      Locator dialog = page.getByRole(AriaRole.DIALOG);
      assertThat(side(dialog, "Becomes a new person")).containsText(HIS);
      assertThat(side(dialog, "Stays")).containsText("his-phone");
      button(dialog, "Choose other identifiers").click();
      choose(page, dialog);
      foresee(page, dialog);

      button(dialog, "Separate").click();
      assertThat(dialog.getByText("They are two people now")).isVisible();
      Soundness.check(page, "unmerge-done");
      String bob = shop.profile("email", HIS);
      assertThat(bob).isNotIn("", ann).isEqualTo(shop.profile("anonymous_id", "his-phone"));
      assertThat(shop.profile("email", HERS)).isEqualTo(ann);
      assertThat(shop.profile("anonymous_id", "her-phone")).isEqualTo(ann);

      link(dialog, "Bob").click();
      page.waitForURL(marketer.address("/profiles/" + bob));
      assertThat(title(page)).hasText("Bob");
      marketer.open("/profiles/" + bob + "?tab=identity");
      assertThat(page.getByText("This person was part of")).isVisible();
      assertThat(page.getByRole(AriaRole.CHECKBOX)).hasCount(2);
      Soundness.check(page, "unmerge-new-person");

      says(Map.of("userId", "ann"), HIS, "Ann");
      assertThat(shop.profile("email", HIS)).isEqualTo(bob);
    }
  }

  /** The address, which is chosen already, and the phone. */
  private static void choose(Page page, Locator dialog) {
    assertThat(dialog.getByRole(AriaRole.CHECKBOX)).hasCount(5);
    choice(dialog, "Anonymous id his-phone").check();
    Soundness.check(page, "unmerge-chooser");
    button(dialog, "Show what will happen").click();
  }

  private static void foresee(Page page, Locator dialog) {
    Locator leaves = side(dialog, "Becomes a new person");
    assertThat(leaves.getByText("1 event · seen")).isVisible();
    for (String his : new String[] {HIS, "his-phone", "firstName Bob"}) {
      assertThat(leaves).containsText(his);
    }
    Locator stays = side(dialog, "Stays");
    assertThat(stays.getByText("2 events · seen")).isVisible();
    for (String hers : new String[] {"User id ann", HERS, "her-phone", "firstName Ann"}) {
      assertThat(stays).containsText(hers);
    }
    assertThat(stays).not().containsText("his-phone");
    Soundness.check(page, "unmerge-chosen");
  }

  private static Locator side(Locator dialog, String name) {
    return dialog.getByRole(AriaRole.REGION, new Locator.GetByRoleOptions().setName(name));
  }

  private static Locator choice(Locator dialog, String name) {
    return dialog.getByRole(AriaRole.CHECKBOX, new Locator.GetByRoleOptions().setName(name));
  }
}
