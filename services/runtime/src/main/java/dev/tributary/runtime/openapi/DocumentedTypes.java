package dev.tributary.runtime.openapi;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationValue;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.IndexView;
import org.jspecify.annotations.Nullable;

/**
 * Finds the class of a schema by its name and its fields. The index may contain a class more than
 * once.
 */
final class DocumentedTypes {
  private static final String OURS = "dev.tributary.";
  private static final String SCHEMA =
      org.eclipse.microprofile.openapi.annotations.media.Schema.class.getName();

  private final List<ClassInfo> classes;
  private final ClassLoader loader;

  DocumentedTypes(IndexView index, ClassLoader loader) {
    this.classes =
        index.getKnownClasses().stream()
            .filter(known -> known.name().toString().startsWith(OURS))
            .toList();
    this.loader = loader;
  }

  /**
   * The record, or empty if none fits. A class that declares the name explicitly wins over a class
   * that has the name by chance, as the domain's own record may.
   *
   * @throws IllegalStateException if several fit
   */
  Optional<Class<?>> recordOf(String name, Schema schema) {
    Map<String, Schema> properties = schema.getProperties();
    return properties == null
        ? Optional.empty()
        : records(name, known -> name.equals(givenName(known)), properties.keySet())
            .or(() -> records(name, known -> fits(known, name), properties.keySet()));
  }

  private Optional<Class<?>> records(String name, Predicate<ClassInfo> named, Set<String> fields) {
    return only(
        name,
        classes.stream()
            .filter(ClassInfo::isRecord)
            .filter(named)
            .<Class<?>>map(this::load)
            .distinct()
            .filter(type -> components(type).equals(fields))
            .toList());
  }

  /** The sealed type whose variants a field distinguishes. */
  Optional<Class<?>> sealedType(String name, Schema schema) {
    return schema.getProperties() != null
        ? Optional.empty()
        : only(
            name,
            classes.stream()
                .filter(ClassInfo::isInterface)
                .filter(known -> fits(known, name))
                .<Class<?>>map(this::load)
                .distinct()
                .filter(type -> type.isAnnotationPresent(JsonSubTypes.class))
                .toList());
  }

  /** A schema of a generic type begins with the name of the type: PageSource begins with Page. */
  private static boolean fits(ClassInfo known, String schemaName) {
    String given = givenName(known);
    String own = given == null ? known.simpleName() : given;
    return own.equals(schemaName)
        || (!known.typeParameters().isEmpty() && schemaName.startsWith(own));
  }

  private static @Nullable String givenName(ClassInfo known) {
    AnnotationInstance annotation = known.declaredAnnotation(SCHEMA);
    AnnotationValue name = annotation == null ? null : annotation.value("name");
    return name == null ? null : name.asString();
  }

  private Class<?> load(ClassInfo known) {
    try {
      return Class.forName(known.name().toString(), false, loader);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("The build's index names a class that it lacks", e);
    }
  }

  private static Set<String> components(Class<?> type) {
    return Arrays.stream(type.getRecordComponents())
        .map(PropertyNames::of)
        .collect(Collectors.toSet());
  }

  private static Optional<Class<?>> only(String name, List<Class<?>> found) {
    if (found.size() > 1) {
      throw new IllegalStateException(
          "Several types fit the schema %s; give it a name of its own by @Schema: %s"
              .formatted(name, found));
    }
    return found.stream().findFirst();
  }
}
