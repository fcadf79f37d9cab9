package dev.tributary.testkit.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds code that builds a record by name and forgets a component. The builder would leave the
 * component null or 0. The code that begins an empty builder must also name each component, in the
 * same method. A copy of a record has all components, so it may name any of them. But a method does
 * not both begin an empty builder and copy a record of the same type, because the components that
 * the copy names could hide forgotten ones.
 *
 * <p>The calls of a method and of its lambdas are counted, not followed. So a call within a
 * condition counts as if it were always carried out. Of two empty builders of one type in one
 * method, the first may name a component twice and the second not at all.
 *
 * @param root the package of the service
 */
record IncompleteBuilders(String root) {
  private static final String OURS = "dev.tributary.";
  private static final String SUFFIX = "Builder";

  /** One line for each method and each component that it forgets, without their common root. */
  SortedSet<String> in(JavaClasses classes) {
    SortedSet<String> found = new TreeSet<>();
    for (JavaClass type : classes) {
      for (JavaCodeUnit code : type.getCodeUnits()) {
        callsByBuilder(code)
            .forEach((builder, calls) ->
                forgotten(calls)
                    .map(component ->
                        "%s.%s -> %s.%s"
                            .formatted(name(type), code.getName(), name(builder), component))
                    .forEach(found::add));
      }
    }
    return found;
  }

  private static SortedMap<String, List<JavaCodeUnitAccess<?>>> callsByBuilder(JavaCodeUnit code) {
    return Stream.<JavaCodeUnitAccess<?>>concat(
            code.getMethodCallsFromSelf().stream(), code.getMethodReferencesFromSelf().stream())
        .filter(call -> call.getTargetOwner().getName().startsWith(OURS))
        .filter(call -> call.getTargetOwner().getName().endsWith(SUFFIX))
        .collect(
            Collectors.groupingBy(
                call -> call.getTargetOwner().getName(), TreeMap::new, Collectors.toList()));
  }

  /** Each builder that the method begins empty needs each component, and no copy beside it. */
  private static Stream<String> forgotten(List<JavaCodeUnitAccess<?>> calls) {
    long begun = calls.stream().filter(IncompleteBuilders::beginsEmpty).count();
    if (begun == 0) {
      return Stream.empty();
    }
    if (calls.stream().anyMatch(IncompleteBuilders::copies)) {
      return Stream.of("(both an empty builder and a copy)");
    }
    return components(calls.getFirst().getTargetOwner())
        .filter(component ->
            calls.stream().filter(call -> call.getName().equals(component)).count() < begun);
  }

  private static boolean beginsEmpty(JavaCodeUnitAccess<?> call) {
    return call.getName().equals("builder") && call.getTarget().getRawParameterTypes().isEmpty();
  }

  private static boolean copies(JavaCodeUnitAccess<?> call) {
    return call.getName().equals("builder") && !call.getTarget().getRawParameterTypes().isEmpty();
  }

  private static Stream<String> components(JavaClass builder) {
    try {
      Class<?> made = builder.reflect().getMethod("build").getReturnType();
      return made.isRecord()
          ? Stream.of(made.getRecordComponents()).map(RecordComponent::getName)
          : Stream.empty();
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(builder.getName() + " builds nothing", e);
    }
  }

  private String name(JavaClass type) {
    return name(type.getName());
  }

  private String name(String type) {
    return type.startsWith(root + ".")
        ? type.substring(root.length() + 1)
        : type.substring(OURS.length());
  }
}
