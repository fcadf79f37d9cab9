package dev.tributary.testkit.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.Annotation;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.MethodParameterInfo;
import java.lang.classfile.attribute.MethodParametersAttribute;
import java.lang.classfile.attribute.RuntimeVisibleAnnotationsAttribute;
import java.lang.classfile.attribute.RuntimeVisibleParameterAnnotationsAttribute;
import java.lang.classfile.constantpool.Utf8Entry;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.reflect.AccessFlag;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Finds texts with the name of an id that has a type. Two texts beside each other can be swapped,
 * and the compiler accepts it. Looks at fields, which the components of a record are too, and at
 * the parameters of methods and constructors that are not private. Three places keep texts:
 *
 * <ul>
 *   <li>a part of a path and a parameter of a query, which name an object by its id or its key;
 *   <li>a record in a package {@code http}, which is JSON of a request or an answer;
 *   <li>an entity of Hibernate with its key, whose fields are the columns of a table.
 * </ul>
 *
 * @param root the package of the service
 */
record UntypedIds(String root) {
  private static final Set<String> NAMES =
      Set.of(
          "workspace",
          "workspaceId",
          "profile",
          "profileId",
          "audience",
          "audienceId",
          "destination",
          "destinationId",
          "sync",
          "syncId",
          "model",
          "modelId",
          "warehouse",
          "warehouseId",
          "sourceId",
          "runId",
          "eventId");

  private static final Set<String> OF_REQUESTS = Set.of("PathParam", "QueryParam");
  private static final String ENTITY = "Entity";
  private static final String HTTP = "http";

  /** One line for each text, with its class without the common root. */
  SortedSet<String> in(JavaClasses classes) {
    SortedSet<String> found = new TreeSet<>();
    for (JavaClass type : classes) {
      if (!PositionalRecords.isBuilder(type) && !isEntity(type) && !isJson(type)) {
        model(type).stream()
            .flatMap(UntypedIds::members)
            .forEach(member -> found.add("%s.%s".formatted(name(type), member)));
      }
    }
    return found;
  }

  /** Fields by their names, and parameters with their method. */
  private static Stream<String> members(ClassModel type) {
    Stream<String> fields =
        type.fields().stream()
            .filter(UntypedIds::isUntyped)
            .map(field -> field.fieldName().stringValue());
    Stream<String> parameters =
        type.methods().stream()
            .flatMap(method ->
                untypedParameters(method).stream()
                    .map(name -> "%s(%s)".formatted(method.methodName().stringValue(), name)));
    return Stream.concat(fields, parameters);
  }

  /** A nested class is the key of its entity. */
  private static boolean isEntity(JavaClass type) {
    return type.getAnnotations().stream()
            .anyMatch(each -> each.getRawType().getSimpleName().equals(ENTITY))
        || type.getEnclosingClass().filter(UntypedIds::isEntity).isPresent();
  }

  private static boolean isJson(JavaClass type) {
    return type.isRecord() && List.of(type.getPackageName().split("\\.")).contains(HTTP);
  }

  private static boolean isUntyped(FieldModel field) {
    return isUntyped(field.fieldName().stringValue(), field.fieldTypeSymbol())
        && !isOfRequest(
            field
                .findAttribute(Attributes.runtimeVisibleAnnotations())
                .map(RuntimeVisibleAnnotationsAttribute::annotations)
                .orElse(List.of()));
  }

  private static List<String> untypedParameters(MethodModel method) {
    if (method.flags().has(AccessFlag.PRIVATE) || method.flags().has(AccessFlag.SYNTHETIC)) {
      return List.of();
    }
    List<ClassDesc> types = method.methodTypeSymbol().parameterList();
    List<MethodParameterInfo> parameters =
        method
            .findAttribute(Attributes.methodParameters())
            .map(MethodParametersAttribute::parameters)
            .orElse(List.of());
    List<List<Annotation>> annotations =
        method
            .findAttribute(Attributes.runtimeVisibleParameterAnnotations())
            .map(RuntimeVisibleParameterAnnotationsAttribute::parameterAnnotations)
            .orElse(List.of());
    SortedSet<String> untyped = new TreeSet<>();
    for (int i = 0; i < Math.min(parameters.size(), types.size()); i++) {
      String name = parameters.get(i).name().map(Utf8Entry::stringValue).orElse("");
      boolean ofRequest = annotations.size() == types.size() && isOfRequest(annotations.get(i));
      if (isUntyped(name, types.get(i)) && !ofRequest) {
        untyped.add(name);
      }
    }
    return List.copyOf(untyped);
  }

  private static boolean isUntyped(String name, ClassDesc type) {
    return NAMES.contains(name) && type.equals(ConstantDescs.CD_String);
  }

  private static boolean isOfRequest(List<Annotation> annotations) {
    return annotations.stream()
        .map(each -> each.classSymbol().displayName())
        .anyMatch(OF_REQUESTS::contains);
  }

  /** ArchUnit does not read the names of parameters. */
  private static Optional<ClassModel> model(JavaClass type) {
    return type.getSource().map(source -> parse(source.getUri()));
  }

  private static ClassModel parse(URI file) {
    try (InputStream bytes = file.toURL().openStream()) {
      return ClassFile.of().parse(bytes.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String name(JavaClass type) {
    String name =
        type.getName().startsWith(root + ".")
            ? type.getName().substring(root.length() + 1)
            : type.getName();
    return name.replace('$', '.');
  }
}
