package dev.tributary.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.tributary.e2e.Roles.button;
import static dev.tributary.e2e.Roles.named;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.SelectOption;

/** The conditions of the audience builder, as a person searches, adds and reads them. */
final class RuleEditor {
  private static final String SEARCH = "Find a trait, an event, a value, an audience or a template";

  private RuleEditor() {}

  /** Adds what the search finds first. */
  static void add(Page page, String typed) {
    choose(page, typed, "");
  }

  /**
   * Adds what the search finds first.
   *
   * @param found part of its entry: values arrive after names
   */
  static void choose(Page page, String typed, String found) {
    search(page, typed);
    Locator first = entries(page).first();
    assertThat(first).containsText(found);
    assertThat(first).hasAttribute("data-combobox-selected", "true");
    page.keyboard().press("Enter");
    assertThat(box(page)).hasCount(0);
  }

  /** Searches for a condition, and adds none. */
  static void search(Page page, String typed) {
    button(page, "Condition").click();
    assertThat(box(page)).isFocused();
    assertThat(entries(page).first()).isVisible();
    page.keyboard().type(typed);
  }

  static Locator entries(Page page) {
    return page.getByRole(AriaRole.LISTBOX, named(SEARCH)).getByRole(AriaRole.OPTION);
  }

  private static Locator box(Page page) {
    return page.getByPlaceholder("Churn score, Order Completed");
  }

  static Locator condition(Page page, String name) {
    return page.getByRole(AriaRole.GROUP, named(name).setExact(true));
  }

  static SelectOption label(String label) {
    return new SelectOption().setLabel(label);
  }

  /** What is being counted again is paler for that moment. */
  static void accessible(Page page) {
    assertThat(page.locator("[data-counting='true']")).hasCount(0);
    Soundness.check(page);
  }
}
