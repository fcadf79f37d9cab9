package dev.tributary.testkit.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Finds packages that have too many files to be read as one thing. Such a package is split by
 * feature. Generated builders do not count.
 *
 * @param root the package of the service
 */
record PackageSizes(String root) {
  /** With {@code package-info.java}. */
  static final int MOST_FILES = 25;

  /** The names of too large packages, without their common root. */
  SortedSet<String> tooLarge(JavaClasses classes) {
    SortedSet<String> found = new TreeSet<>();
    classes.stream()
        .filter(JavaClass::isTopLevelClass)
        .filter(type -> !PositionalRecords.isBuilder(type))
        .collect(
            Collectors.groupingBy(JavaClass::getPackageName, TreeMap::new, Collectors.counting()))
        .forEach((name, files) -> {
          if (files > MOST_FILES) {
            found.add(name.substring(Math.min(name.length(), root.length() + 1)));
          }
        });
    return found;
  }
}
