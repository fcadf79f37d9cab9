package dev.tributary.e2e;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

/** Finds what a page has as people name it, and as a screen reader does. */
final class Roles {
  private Roles() {}

  static Locator button(Page page, String name) {
    return page.getByRole(AriaRole.BUTTON, named(name));
  }

  static Locator button(Locator within, String name) {
    return within.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name));
  }

  static Locator link(Page page, String name) {
    return page.getByRole(AriaRole.LINK, named(name));
  }

  static Locator link(Locator within, String name) {
    return within.getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(name));
  }

  /** What the page is about. */
  static Locator title(Page page) {
    return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1));
  }

  /** What has this label and no longer one. */
  static Locator labelled(Page page, String label) {
    return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
  }

  static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }
}
