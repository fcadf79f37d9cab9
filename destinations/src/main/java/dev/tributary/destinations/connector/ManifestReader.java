package dev.tributary.destinations.connector;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import dev.tributary.destinations.connector.Manifest.ObjectType;
import dev.tributary.destinations.connector.Manifest.Setting;
import dev.tributary.destinations.connector.ManifestFile.FieldForm;
import dev.tributary.destinations.connector.ManifestFile.ObjectForm;
import dev.tributary.destinations.connector.ManifestFile.SettingForm;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads manifests in YAML. An error names line, column, and what would be accepted. */
final class ManifestReader {
  private static final int LARGEST = 256 * 1024;
  private static final int MOST_ITEMS = 10_000;
  private static final int MOST_AT_ONCE = 64;
  private static final Pattern MISSING =
      Pattern.compile("Missing required creator property '([^']+)'");
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,62}");

  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .build();

  private final String file;
  private final Map<String, JsonLocation> locations = new HashMap<>();

  private ManifestReader(String file) {
    this.file = file;
  }

  /**
   * @param file the name of the file, for errors
   * @throws ManifestException if it is no manifest
   */
  static ManifestFile read(String file, byte[] yaml) {
    ManifestReader reader = new ManifestReader(file);
    ManifestFile manifest = reader.bound(yaml);
    reader.check(manifest);
    return manifest;
  }

  private ManifestFile bound(byte[] yaml) {
    if (yaml.length > LARGEST) {
      throw new ManifestException(file, 1, 1, "", "is larger than 256 kB", null);
    }
    try {
      locate(yaml);
      ManifestFile manifest = YAML.readValue(yaml, ManifestFile.class);
      if (manifest == null) {
        throw new ManifestException(file, 1, 1, "", "is empty", null);
      }
      return manifest;
    } catch (UnrecognizedPropertyException e) {
      Set<String> known = new TreeSet<>();
      Objects.requireNonNullElse(e.getKnownPropertyIds(), List.of())
          .forEach(each -> known.add(String.valueOf(each)));
      throw at(e, "is unknown; known are " + String.join(", ", known));
    } catch (InvalidFormatException e) {
      throw at(e, "\"" + e.getValue() + "\" is not accepted" + accepted(e.getTargetType()));
    } catch (MismatchedInputException e) {
      Matcher missing = MISSING.matcher(String.valueOf(e.getOriginalMessage()));
      throw missing.find()
          ? at(parent(e), e, "must have \"" + missing.group(1) + "\"")
          : at(e, "is not accepted" + accepted(e.getTargetType()));
    } catch (JsonMappingException e) {
      throw at(e, e.getOriginalMessage());
    } catch (JsonProcessingException e) {
      JsonLocation place = e.getLocation();
      throw new ManifestException(
          file,
          place == null ? 1 : place.getLineNr(),
          place == null ? 1 : place.getColumnNr(),
          "",
          e.getOriginalMessage(),
          e);
    } catch (IOException e) {
      throw new ManifestException(file, 1, 1, "", String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * Remembers where each value begins, for errors that are found after the file was read. An alias
   * would be read as the name of its anchor.
   */
  private void locate(byte[] yaml) throws IOException {
    try (YAMLParser parser = YAML.getFactory().createParser(yaml)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token.isScalarValue() || token.isStructStart()) {
          String pointer = parser.getParsingContext().pathAsPointer().toString();
          locations.putIfAbsent(pointer, parser.currentTokenLocation());
          require(!parser.isCurrentAlias(), pointer, "must be written out: aliases are not read");
        }
      }
    }
  }

  private static String accepted(@Nullable Class<?> type) {
    if (type == null || !type.isEnum()) {
      return "; accepted is " + (type == null ? "another value" : named(type));
    }
    return Arrays.stream(type.getEnumConstants())
        .map(each -> YAML.convertValue(each, String.class))
        .collect(Collectors.joining(", ", "; accepted are ", ""));
  }

  private static String named(Class<?> type) {
    if (type == Integer.class || type == int.class) {
      return "a whole number";
    }
    if (type == Boolean.class) {
      return "true or false";
    }
    if (List.class.isAssignableFrom(type)) {
      return "a list";
    }
    return type == String.class ? "a text" : "a map";
  }

  private ManifestException at(JsonMappingException e, String words) {
    return at(pointer(e.getPath()), e, words);
  }

  /** Of an error that names a property which is not there: the place of its object. */
  private static String parent(JsonMappingException e) {
    List<JsonMappingException.Reference> path = e.getPath();
    return pointer(path.subList(0, Math.max(0, path.size() - 1)));
  }

  private static String pointer(List<JsonMappingException.Reference> path) {
    return path.stream()
        .map(step -> "/" + (step.getFieldName() == null ? step.getIndex() : step.getFieldName()))
        .collect(Collectors.joining());
  }

  private ManifestException at(String pointer, JsonProcessingException e, String words) {
    JsonLocation place = locations.getOrDefault(pointer, e.getLocation());
    return new ManifestException(
        file,
        place == null ? 1 : place.getLineNr(),
        place == null ? 1 : place.getColumnNr(),
        pointer,
        words,
        e);
  }

  private void require(boolean condition, String pointer, String words) {
    if (!condition) {
      JsonLocation place = locations.get(pointer);
      throw new ManifestException(
          file,
          place == null ? 1 : place.getLineNr(),
          place == null ? 1 : place.getColumnNr(),
          pointer,
          words,
          null);
    }
  }

  private void check(ManifestFile manifest) {
    present(manifest.name(), "/name");
    present(manifest.description(), "/description");
    present(manifest.effectClass(), "/effectClass");
    present(manifest.java(), "/java");
    name(manifest.id(), "/id");
    Integer concurrency = manifest.concurrency();
    require(
        concurrency == null || concurrency >= 1 && concurrency <= MOST_AT_ONCE,
        "/concurrency",
        "must be from 1 to " + MOST_AT_ONCE);
    eachPresent(manifest.rateLimits(), "/rateLimits");
    settings(manifest.settings(), "/settings");
    List<ObjectForm> objects = manifest.objects();
    present(objects, "/objects");
    require(!objects.isEmpty(), "/objects", "must have an object");
    distinct(objects, ObjectForm::name, "/objects");
    for (int i = 0; i < objects.size(); i++) {
      object(manifest, objects.get(i), "/objects/" + i);
    }
    present(manifest.sources(), "/sources");
    require(!manifest.sources().isEmpty(), "/sources", "must name where the facts come from");
    eachPresent(manifest.sources(), "/sources");
  }

  private void object(ManifestFile manifest, ObjectForm object, String at) {
    name(object.name(), at + "/name");
    present(object.label(), at + "/label");
    present(object.kind(), at + "/kind");
    present(object.removal(), at + "/removal");
    present(object.batchSize(), at + "/batchSize");
    require(
        object.batchSize() >= 1 && object.batchSize() <= MOST_ITEMS,
        at + "/batchSize",
        "must be from 1 to " + MOST_ITEMS);
    List<FieldForm> fields = Objects.requireNonNullElse(object.fields(), List.of());
    distinct(fields, FieldForm::name, at + "/fields");
    for (int i = 0; i < fields.size(); i++) {
      present(fields.get(i).label(), at + "/fields/" + i + "/label");
    }
    pattern(object.otherFields(), at + "/otherFields");
    settings(object.settings(), at + "/settings");
    List<String> matching = Objects.requireNonNullElse(object.matchFields(), List.of());
    eachPresent(matching, at + "/matchFields");
    ObjectType type = object.object();
    for (int i = 0; i < matching.size(); i++) {
      require(
          type.accepts(matching.get(i)),
          at + "/matchFields/" + i,
          "is no field of this object; fields are "
              + fields.stream().map(FieldForm::name).collect(Collectors.joining(", ")));
    }
    require(
        !Boolean.TRUE.equals(object.changesOnly()) || object.kind() == ObjectType.Kind.RECORD,
        at + "/changesOnly",
        "is for objects of the kind record");
    require(
        !Boolean.TRUE.equals(object.changesOnly()) || !manifest.effectClass().repeatsBatches(),
        at + "/changesOnly",
        "is for the effect classes A and D: in others, a repeat must have the same fields");
    String lists = object.memberships();
    require(
        lists == null
            || manifest.objects().stream()
                .anyMatch(other ->
                    other.name().equals(lists) && other.kind() == ObjectType.Kind.MEMBERSHIP),
        at + "/memberships",
        "must name an object of the kind membership");
  }

  private void settings(@Nullable List<SettingForm> settings, String at) {
    List<SettingForm> all = Objects.requireNonNullElse(settings, List.of());
    distinct(all, SettingForm::name, at);
    for (int i = 0; i < all.size(); i++) {
      present(all.get(i).label(), at + "/" + i + "/label");
      present(all.get(i).help(), at + "/" + i + "/help");
      boolean choice = all.get(i).type() == Setting.Type.CHOICE;
      List<String> options = Objects.requireNonNullElse(all.get(i).options(), List.of());
      eachPresent(options, at + "/" + i + "/options");
      require(
          !choice || !options.isEmpty(), at + "/" + i + "/options", "a choice must have options");
    }
  }

  private <T> void distinct(List<T> all, Function<T, String> naming, String at) {
    Set<String> names = new HashSet<>();
    eachPresent(all, at);
    for (int i = 0; i < all.size(); i++) {
      String name = naming.apply(all.get(i));
      present(name, at + "/" + i + "/name");
      require(names.add(name), at + "/" + i + "/name", "\"" + name + "\" is there twice");
    }
  }

  /** A key without a value is null, whatever the type of its component says. */
  private void present(@Nullable Object value, String at) {
    require(value != null, at, "must not be empty");
  }

  private void eachPresent(@Nullable List<?> all, String at) {
    for (int i = 0; all != null && i < all.size(); i++) {
      present(all.get(i), at + "/" + i);
    }
  }

  private void name(@Nullable String name, String at) {
    present(name, at);
    require(
        NAME.matcher(String.valueOf(name)).matches(),
        at,
        "must be a name in lower case, with digits and hyphens, such as list-memberships");
  }

  private void pattern(@Nullable String expression, String at) {
    if (expression == null) {
      return;
    }
    try {
      Pattern.compile(expression);
    } catch (PatternSyntaxException e) {
      require(false, at, "is no regular expression: " + e.getDescription());
    }
  }
}
