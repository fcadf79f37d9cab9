package dev.tributary.e2e;

import com.microsoft.playwright.options.Cookie;
import dev.tributary.local.workspace.KeycloakUsers;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * People with an account, and what Keycloak left in their browser when they signed in: Keycloak
 * does not ask them for the password again. Each is a member of one shop at a time, and never twice
 * of the same. Thread-safe.
 */
final class KnownPeople {
  static final String PASSWORD = "correct horse battery staple";
  private static final String OF_KEYCLOAK = "KEYCLOAK_";

  private final KeycloakUsers users;
  private final Set<Person> free = new LinkedHashSet<>();

  KnownPeople(KeycloakUsers users) {
    this.users = users;
  }

  /** Used by one visitor at a time. */
  static final class Person {
    private final String username;
    private final Set<String> shops = new HashSet<>();
    private List<Cookie> cookies = List.of();

    private Person(String username) {
      this.username = username;
    }

    String username() {
      return username;
    }

    /** Of Keycloak; empty for a person who has not signed in yet. */
    List<Cookie> cookies() {
      return cookies;
    }

    void keep(List<Cookie> all) {
      cookies = all.stream().filter(cookie -> cookie.name.startsWith(OF_KEYCLOAK)).toList();
    }
  }

  /** Somebody who has never been in this shop, and is a member of none. */
  Person take(Shop shop) {
    Person person = known(shop.id());
    if (person == null) {
      person = new Person("person-" + UUID.randomUUID().toString().substring(0, 8));
      users.ensure(person.username, PASSWORD);
    } else {
      users.leaveAll(person.username);
    }
    person.shops.add(shop.id());
    return person;
  }

  private synchronized @Nullable Person known(String shop) {
    for (Iterator<Person> each = free.iterator(); each.hasNext(); ) {
      Person person = each.next();
      if (!person.shops.contains(shop)) {
        each.remove();
        return person;
      }
    }
    return null;
  }

  synchronized void giveBack(Person person) {
    free.add(person);
  }
}
