package dev.tributary.destinations.declared.answer;

import dev.tributary.destinations.declared.template.Part;
import dev.tributary.destinations.declared.template.Scope;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Lists of rules that requests share, and that can use each other. Not thread-safe. */
final class SharedRules {
  private static final String ACCEPTED =
      "accepted is a list of rules, or the name of one in \"answers\"";

  /** The lists of rules that requests share, by name. */
  private final Part shared;

  /** A list of rules, with those that it uses of others, has at most as many steps. */
  private static final int MOST = 500;

  private final Set<String> used = new HashSet<>();

  /** Rules and uses of the list that is read. */
  private int steps;

  SharedRules(Part shared) {
    this.shared = shared;
    if (shared.isPresent() && !shared.node().isObject()) {
      shared.fault("is not accepted; accepted is a map of names and lists of rules");
    }
  }

  /** Reports lists of rules that no request uses. */
  void checkUse() {
    shared
        .entries()
        .forEach((name, rules) -> {
          if (!used.contains(name)) {
            rules.fault("is never used; accepted is a name that a request has in \"answers\"");
          }
        });
  }

  /** The rules of a list, with those that it uses of others. */
  List<Part> of(Part part) {
    List<Part> rules = new ArrayList<>();
    steps = 0;
    if (part.node().isTextual()) {
      use(part, new LinkedHashSet<>(), rules);
    } else if (part.node().isArray() && !part.node().isEmpty()) {
      add(part, new LinkedHashSet<>(), rules);
    } else {
      part.fault(part.wrong() + "; " + ACCEPTED);
    }
    return rules;
  }

  private void add(Part list, Set<String> around, List<Part> rules) {
    for (Part rule : list.elements()) {
      if (++steps > MOST) {
        if (steps == MOST + 1) {
          rule.fault(
              "is one rule too many; accepted are at most %d, with those of \"use\""
                  .formatted(MOST));
        }
        return;
      }
      if (rule.node().has("use")) {
        if (rule.isMap("use")) {
          use(rule.at("use"), around, rules);
        }
      } else {
        rules.add(rule);
      }
    }
  }

  private void use(Part name, Set<String> around, List<Part> rules) {
    String used = name.text("a name in \"answers\"");
    if (used == null) {
      return;
    }
    if (!shared.node().has(used)) {
      name.fault(
          "\"%s\" is no list of rules; lists in \"answers\" are %s"
              .formatted(used, Scope.listed(shared.entries().keySet())));
      return;
    }
    this.used.add(used);
    if (around.contains(used)) {
      name.fault(
          "\"%s\" uses itself (%s); accepted is a list without itself"
              .formatted(used, String.join(" -> ", around) + " -> " + used));
      return;
    }
    Set<String> within = new LinkedHashSet<>(around);
    within.add(used);
    add(shared.at(used), within, rules);
  }
}
