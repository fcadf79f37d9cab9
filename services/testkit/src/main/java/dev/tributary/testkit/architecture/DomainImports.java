package dev.tributary.testkit.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Finds what domain packages import and may not import. Every package is a domain package, unless
 * it or a package above it has the name of a technology. Use cases are a part of the domain: they
 * know stores, logs and other services as interfaces.
 *
 * @param root the package of the service
 * @param technology the names of packages that touch technology
 */
record DomainImports(String root, Set<String> technology) {
  private static final DescribedPredicate<JavaClass> LIBRARIES =
      resideInAnyPackage(
          "java.lang..",
          "java.math..",
          "java.security..",
          "java.text..",
          "java.time..",
          "java.util..",
          "javax.crypto..",
          "org.jspecify.annotations..",
          "com.fasterxml.jackson..",
          "com.dashjoin.jsonata..",
          "com.google.i18n.phonenumbers..",
          "com.google.re2j..",
          "org.apache.commons.validator.routines..",
          "com.cronutils..",
          "com.google.errorprone.annotations..",
          "io.soabase.recordbuilder.core..",
          "io.smallrye.mutiny..",
          "dev.tributary.contracts..",
          // What the runtime and the definitions offer to use cases. It is a domain itself.
          "dev.tributary.runtime.problem..",
          "dev.tributary.runtime.page..",
          "dev.tributary.runtime.definition..",
          "dev.tributary.runtime.threads..",
          "dev.tributary.runtime.work..",
          "dev.tributary.definitions",
          "java.nio.charset..");

  /** Values of packages that also do input and output, and streams that a port can return. */
  private static final Set<String> VALUES =
      Set.of(
          "java.io.IOException",
          "java.io.UncheckedIOException",
          "java.io.Serializable",
          "java.io.InputStream",
          "java.io.OutputStream",
          "java.io.ByteArrayInputStream",
          "java.io.ByteArrayOutputStream",
          "java.net.URI",
          "java.net.URISyntaxException",
          "java.net.URLDecoder",
          "java.net.URLEncoder",
          "java.nio.ByteBuffer");

  /**
   * The types of the caller and its workspace: values in a package of the runtime that also has
   * filters.
   */
  private static final Set<String> CALLERS =
      Set.of(
          "dev.tributary.runtime.tenancy.Caller",
          "dev.tributary.runtime.tenancy.Role",
          "dev.tributary.runtime.tenancy.Workspace");

  /** One line for each pair of classes. Nested classes count as one. */
  SortedSet<String> in(JavaClasses classes) {
    SortedSet<String> found = new TreeSet<>();
    for (JavaClass type : classes) {
      if (!isDomain(type)) {
        continue;
      }
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        JavaClass target = dependency.getTargetClass().getBaseComponentType();
        if (!mayBeUsed(target)) {
          found.add("%s -> %s".formatted(withoutRoot(type), withoutRoot(target)));
        }
      }
    }
    return found;
  }

  private boolean isDomain(JavaClass type) {
    String place = type.getPackageName();
    return CALLERS.contains(name(type))
        || (place.equals(root) || place.startsWith(root + "."))
            && Stream.of(place.substring(root.length()).split("\\."))
                .noneMatch(technology::contains);
  }

  private boolean mayBeUsed(JavaClass target) {
    return target.isPrimitive()
        || isDomain(target)
        || VALUES.contains(name(target))
        || LIBRARIES.test(target);
  }

  private String withoutRoot(JavaClass type) {
    String name = name(type);
    return name.startsWith(root + ".") ? name.substring(root.length() + 1) : name;
  }

  private static String name(JavaClass type) {
    int nested = type.getName().indexOf('$');
    return nested < 0 ? type.getName() : type.getName().substring(0, nested);
  }
}
