package dev.tributary.testkit.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.domain.JavaConstructor;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Finds code that makes a record with many components by position. Two neighbours of one type can
 * be swapped there, and the compiler accepts it. Such a record gets a builder ({@code
 * RecordBuilder}) or smaller parts. Reflection, such as that of Jackson, reads the names of the
 * components and is no such code.
 *
 * @param root the package of the service
 */
record PositionalRecords(String root) {
  static final int MOST_COMPONENTS = 8;

  private static final String OURS = "dev.tributary.";
  private static final String GENERATED = "io.soabase.recordbuilder.core.RecordBuilderGenerated";

  /** Whether a class is a builder that the compiler generated from a record. */
  static boolean isBuilder(JavaClass type) {
    return type.isAnnotatedWith(GENERATED);
  }

  /**
   * One line for each class and each record that it makes by position, without their common root.
   * Nested classes count as one.
   */
  SortedSet<String> in(JavaClasses classes) {
    SortedSet<String> found = new TreeSet<>();
    for (JavaClass type : classes) {
      if (!isBuilder(type)) {
        Stream.concat(
                type.getConstructorCallsFromSelf().stream(),
                type.getConstructorReferencesFromSelf().stream())
            .filter(PositionalRecords::isByPosition)
            .map(call -> "%s -> %s".formatted(name(outermost(type)), name(call.getTargetOwner())))
            .forEach(found::add);
      }
    }
    return found;
  }

  /** A constructor may call another one of its record. */
  private static boolean isByPosition(JavaCodeUnitAccess<?> call) {
    JavaClass made = call.getTargetOwner();
    boolean delegates =
        call.getOrigin() instanceof JavaConstructor && call.getOriginOwner().equals(made);
    return call.getTarget().getRawParameterTypes().size() > MOST_COMPONENTS
        && made.getName().startsWith(OURS)
        && !delegates
        && made.reflect().isRecord();
  }

  private static JavaClass outermost(JavaClass type) {
    return type.getEnclosingClass().map(PositionalRecords::outermost).orElse(type);
  }

  private String name(JavaClass type) {
    return type.getName().startsWith(root + ".")
        ? type.getName().substring(root.length() + 1)
        : type.getName().substring(OURS.length());
  }
}
