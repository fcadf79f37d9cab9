package dev.tributary.testkit.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Finds the dependencies of one adapter package on another one. An adapter package connects a
 * service to one technology and has its name. Its subpackages belong to it.
 *
 * @param root the package of the service
 * @param names the names of adapter packages
 */
record AdapterImports(String root, Set<String> names) {

  /** Each package in a folder of this name is an adapter of its own. */
  static final String CONNECTORS = "connectors";

  /** One line for each pair of classes, without their common root. Nested classes count as one. */
  SortedSet<String> in(JavaClasses classes) {
    SortedSet<String> found = new TreeSet<>();
    for (JavaClass type : classes) {
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        JavaClass target = dependency.getTargetClass().getBaseComponentType();
        Optional<String> from = adapter(type);
        Optional<String> to = adapter(target);
        if (from.isPresent() && to.isPresent() && !from.equals(to)) {
          found.add("%s -> %s".formatted(name(type), name(target)));
        }
      }
    }
    return found;
  }

  private Optional<String> adapter(JavaClass type) {
    if (!type.getPackageName().startsWith(root + ".")) {
      return Optional.empty();
    }
    var path = new StringBuilder();
    boolean connector = false;
    for (String part : type.getPackageName().substring(root.length() + 1).split("\\.")) {
      path.append('.').append(part);
      if (connector || names.contains(part)) {
        return Optional.of(path.toString());
      }
      connector = part.equals(CONNECTORS);
    }
    return Optional.empty();
  }

  private String name(JavaClass type) {
    String name = type.getName().substring(root.length() + 1);
    int nested = name.indexOf('$');
    return nested < 0 ? name : name.substring(0, nested);
  }
}
