package dev.tributary.testkit.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Finds packages that depend on each other in a cycle. A package depends on another one if one of
 * its classes does, nested classes included.
 */
final class PackageCycles {
  /** For each package, the packages that it depends on, each with the first class that does so. */
  private final Map<String, Map<String, String>> dependencies = new TreeMap<>();

  private PackageCycles(JavaClasses classes) {
    for (JavaClass type : classes) {
      dependencies.computeIfAbsent(type.getPackageName(), _ -> new TreeMap<>());
    }
    for (JavaClass type : classes) {
      type.getDirectDependenciesFromSelf().forEach(this::add);
    }
  }

  /**
   * @throws AssertionError with the shortest cycle through each package that is in one
   */
  static void check(JavaClasses classes) {
    Collection<String> cycles = new PackageCycles(classes).found();
    if (!cycles.isEmpty()) {
      throw new AssertionError(
          "Packages depend on each other in a cycle:\n" + String.join("\n\n", cycles));
    }
  }

  private void add(Dependency dependency) {
    JavaClass origin = dependency.getOriginClass();
    JavaClass target = dependency.getTargetClass().getBaseComponentType();
    String from = origin.getPackageName();
    String to = target.getPackageName();
    if (!from.equals(to) && dependencies.containsKey(to)) {
      String example = "%s -> %s".formatted(origin.getName(), target.getName());
      dependencies
          .computeIfAbsent(from, _ -> new TreeMap<>())
          .merge(to, example, (one, other) -> one.compareTo(other) <= 0 ? one : other);
    }
  }

  /** Each cycle once, in the order of the packages' names. */
  private Collection<String> found() {
    Map<Set<String>, String> cycles = new LinkedHashMap<>();
    for (String start : dependencies.keySet()) {
      List<String> cycle = shortest(start);
      if (!cycle.isEmpty()) {
        cycles.putIfAbsent(Set.copyOf(cycle), described(cycle));
      }
    }
    return cycles.values();
  }

  /** The packages from {@code start} back to {@code start}; empty if there is no way back. */
  private List<String> shortest(String start) {
    Map<String, String> reachedFrom = new HashMap<>();
    Deque<String> waiting = new ArrayDeque<>(List.of(start));
    while (!waiting.isEmpty()) {
      String here = waiting.remove();
      for (String next : dependencies.getOrDefault(here, Map.of()).keySet()) {
        if (reachedFrom.putIfAbsent(next, here) == null) {
          waiting.add(next);
        }
      }
    }
    List<String> cycle = new ArrayList<>();
    for (String step = reachedFrom.get(start); step != null; step = reachedFrom.get(step)) {
      cycle.add(step);
      if (step.equals(start)) {
        Collections.reverse(cycle);
        return cycle;
      }
    }
    return List.of();
  }

  private String described(List<String> cycle) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < cycle.size(); i++) {
      String from = cycle.get(i);
      String to = cycle.get((i + 1) % cycle.size());
      String example = dependencies.getOrDefault(from, Map.of()).get(to);
      lines.add("  %s -> %s (%s)".formatted(from, to, example));
    }
    return String.join("\n", lines);
  }
}
