package dev.tributary.destinations.connector.manifest;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import dev.tributary.destinations.connector.Deduplication;
import dev.tributary.destinations.connector.EffectClass;
import dev.tributary.destinations.connector.Manifest.Billing;
import dev.tributary.destinations.connector.Manifest.FieldType;
import dev.tributary.destinations.connector.Manifest.Forget;
import dev.tributary.destinations.connector.Manifest.Link;
import dev.tributary.destinations.connector.Manifest.ObjectType;
import dev.tributary.destinations.connector.Manifest.RateLimit;
import dev.tributary.destinations.connector.Manifest.Removal;
import dev.tributary.destinations.connector.Manifest.Setting;
import dev.tributary.destinations.connector.Manifest.SuggestedValue;
import dev.tributary.destinations.connector.Mode;
import dev.tributary.destinations.connector.manifest.ManifestFile.ApiForm;
import dev.tributary.destinations.connector.manifest.ManifestFile.BatchForm;
import dev.tributary.destinations.connector.manifest.ManifestFile.ChoicesForm;
import dev.tributary.destinations.connector.manifest.ManifestFile.DeduplicationForm;
import dev.tributary.destinations.connector.manifest.ManifestFile.FieldForm;
import dev.tributary.destinations.connector.manifest.ManifestFile.ObjectForm;
import dev.tributary.destinations.connector.manifest.ManifestFile.SettingForm;
import dev.tributary.destinations.connector.manifest.ManifestFile.SuggestedForm;
import dev.tributary.destinations.pacing.Budget;
import dev.tributary.destinations.pacing.BudgetCheck;
import dev.tributary.destinations.pattern.BoundedMatch;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads manifests in YAML. All mistakes of a file are found, each with line, column, and what would
 * be accepted.
 */
final class ManifestReader {
  private static final int LARGEST = 256 * 1024;

  /** Recursive code reads the content, also code of other libraries. */
  private static final int DEEPEST = 40;

  private static final int MOST_ITEMS = 10_000;
  private static final int MOST_AT_ONCE = 64;

  private static final int MOST_OBJECTS = 50;
  private static final int MOST_FIELDS = 500;
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

  /** Removals wait for it too, also those after an opt-out. */
  private static final Duration LONGEST_SETTLING = Duration.ofMinutes(10);

  private static final Duration LONGEST_WINDOW = Duration.ofDays(3650);
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

  /** Each one costs a reading of the rest. */
  private static final int MOST_FAULTS = 100;

  private final List<ManifestFault> faults = new ArrayList<>();

  /** The places that have a fault. Further faults there would follow from the first one. */
  private final Set<String> reported = new HashSet<>();

  private ManifestReader(String file) {
    this.file = file;
  }

  /**
   * @param file the name of the file, for errors
   */
  static ManifestDraft read(String file, byte[] yaml) {
    ManifestReader reader = new ManifestReader(file);
    JsonNode tree = reader.tree(yaml);
    ManifestFile manifest = tree.isMissingNode() ? null : reader.bound(tree.deepCopy());
    if (manifest != null) {
      reader.check(manifest);
    }
    return new ManifestDraft(file, tree, manifest, reader.locations, reader.faults);
  }

  /** The content of the file, or a missing node if it is no YAML. */
  private JsonNode tree(byte[] yaml) {
    if (yaml.length > LARGEST) {
      report("", "is larger than 256 kB");
      return MissingNode.getInstance();
    }
    try {
      locate(yaml);
      if (!faults.isEmpty()) {
        return MissingNode.getInstance();
      }
      JsonNode tree = YAML.readTree(yaml);
      require(!tree.isMissingNode() && !tree.isNull(), "", "is empty");
      return faults.isEmpty() ? tree : MissingNode.getInstance();
    } catch (JsonProcessingException e) {
      locations.put("", Objects.requireNonNullElse(e.getLocation(), JsonLocation.NA));
      report("", e.getOriginalMessage());
    } catch (IOException e) {
      report("", String.valueOf(e.getMessage()));
    }
    return MissingNode.getInstance();
  }

  /**
   * Binds the content. A part that cannot be bound is reported and taken out, until the rest can be
   * bound: so all mistakes are found.
   *
   * @return null if nothing is left
   */
  private @Nullable ManifestFile bound(JsonNode remaining) {
    while (faults.size() < MOST_FAULTS) {
      try {
        return YAML.treeToValue(remaining, ManifestFile.class);
      } catch (UnrecognizedPropertyException e) {
        Set<String> known = new TreeSet<>();
        Objects.requireNonNullElse(e.getKnownPropertyIds(), List.of())
            .forEach(each -> known.add(String.valueOf(each)));
        report(pointer(e.getPath()), "is unknown; known are " + String.join(", ", known));
        if (!(around(remaining, e) instanceof ObjectNode map)
            || map.remove(e.getPropertyName()) == null) {
          return null;
        }
      } catch (JsonMappingException e) {
        report(e);
        if (!cleared(remaining, JsonPointer.compile(pointer(e.getPath())))) {
          return null;
        }
      } catch (JsonProcessingException e) {
        report("", e.getOriginalMessage());
        return null;
      }
    }
    return null;
  }

  private void report(JsonMappingException e) {
    String pointer = pointer(e.getPath());
    if (e instanceof InvalidFormatException invalid) {
      String words = "\"" + invalid.getValue() + "\" is not accepted";
      report(pointer, words + accepted(invalid.getTargetType()));
    } else if (e instanceof MismatchedInputException mismatched) {
      Matcher missing = MISSING.matcher(String.valueOf(e.getOriginalMessage()));
      if (missing.find()) {
        String words = "must have \"" + missing.group(1) + "\"";
        if (reported.add(pointer)) {
          faults.add(fault(file, locations, parent(e), words));
        }
      } else {
        report(pointer, "is not accepted" + accepted(mismatched.getTargetType()));
      }
    } else {
      report(pointer, e.getOriginalMessage());
    }
  }

  private static JsonNode around(JsonNode tree, JsonMappingException e) {
    return tree.at(JsonPointer.compile(parent(e)));
  }

  /**
   * Replaces a part by null, or its surroundings if it is null already.
   *
   * @return false if nothing is left
   */
  private boolean cleared(JsonNode tree, JsonPointer part) {
    for (JsonPointer at = part; !at.matches(); at = at.head()) {
      if (!tree.at(at).isNull()) {
        reported.add(at.toString());
        if (tree.at(at.head()) instanceof ObjectNode map) {
          map.putNull(at.last().getMatchingProperty());
          return true;
        }
        if (tree.at(at.head()) instanceof ArrayNode list) {
          list.set(at.last().getMatchingIndex(), NullNode.getInstance());
          return true;
        }
      }
    }
    return false;
  }

  /**
   * Remembers where each value begins, for errors that are found after the file was read. An alias
   * would be read as the name of its anchor.
   */
  private void locate(byte[] yaml) throws IOException {
    int depth = 0;
    try (YAMLParser parser = YAML.getFactory().createParser(yaml)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        if (depth > DEEPEST) {
          faults.add(
              new ManifestFault(
                  file,
                  parser.currentTokenLocation().getLineNr(),
                  parser.currentTokenLocation().getColumnNr(),
                  "",
                  "is nested too deeply; accepted are %d levels".formatted(DEEPEST)));
          return;
        }
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

  /** Of an error that names a property which is not there: the place of its object. */
  private static String parent(JsonMappingException e) {
    List<JsonMappingException.Reference> path = e.getPath();
    return pointer(path.subList(0, Math.max(0, path.size() - 1)));
  }

  private static String pointer(List<JsonMappingException.Reference> path) {
    return path.stream()
        .map(step ->
            "/"
                + (step.getFieldName() == null
                    ? step.getIndex()
                    : step.getFieldName().replace("~", "~0").replace("/", "~1")))
        .collect(Collectors.joining());
  }

  private void report(String pointer, String words) {
    if (reported.add(pointer)) {
      faults.add(fault(file, locations, pointer, words));
    }
  }

  /** A mistake at this place, or at the closest place around it. */
  static ManifestFault fault(
      String file, Map<String, JsonLocation> locations, String pointer, String words) {
    JsonPointer around = JsonPointer.compile(pointer);
    while (!around.matches() && !locations.containsKey(around.toString())) {
      around = around.head();
    }
    JsonLocation place = locations.get(around.toString());
    return place == null || place.getLineNr() < 1
        ? new ManifestFault(file, 1, 1, pointer, words)
        : new ManifestFault(file, place.getLineNr(), place.getColumnNr(), pointer, words);
  }

  private boolean require(boolean condition, String pointer, String words) {
    if (!condition) {
      report(pointer, words);
    }
    return condition;
  }

  private void check(ManifestFile manifest) {
    present(manifest.name(), "/name");
    present(manifest.description(), "/description");
    present(manifest.effectClass(), "/effectClass");
    name(manifest.id(), "/id");
    api(manifest.api(), "/api");
    Integer concurrency = manifest.concurrency();
    require(
        concurrency == null || concurrency >= 1 && concurrency <= MOST_AT_ONCE,
        "/concurrency",
        "must be from 1 to " + MOST_AT_ONCE);
    Integer connections = manifest.connections();
    require(
        connections == null || connections >= 1, "/connections", "must be at least 1, or absent");
    Integer openJobs = manifest.openJobs();
    require(openJobs == null || openJobs >= 1, "/openJobs", "must be at least 1, or absent");
    budgets(manifest);
    settings(manifest.settings(), "/settings");
    boolean coded = manifest.java() != null;
    declared(manifest.host(), coded, "", "host");
    declared(manifest.auth(), coded, "", "auth");
    declared(manifest.probe(), coded, "", "probe");
    undecided(manifest.apis(), coded, "/apis");
    undecided(manifest.answers(), coded, "/answers");
    undecided(manifest.usage(), coded, "/usage");
    possible(manifest.effectClass(), coded, "/effectClass");
    List<ObjectForm> objects = manifest.objects();
    if (present(objects, "/objects")) {
      require(!objects.isEmpty(), "/objects", "must have an object");
      atMost(MOST_OBJECTS, objects, "/objects");
      distinct(objects, ObjectForm::name, "/objects");
      for (int i = 0; i < objects.size(); i++) {
        if (objects.get(i) != null) {
          object(manifest, objects.get(i), "/objects/" + i);
          declared(objects.get(i).requests(), coded, "/objects/" + i, "requests");
          possible(objects.get(i).effectClass(), coded, "/objects/" + i + "/effectClass");
          undecided(objects.get(i).place(), coded, "/objects/" + i + "/place");
          undecided(objects.get(i).job(), coded, "/objects/" + i + "/job");
          undecided(objects.get(i).discovery(), coded, "/objects/" + i + "/discovery");
          undecided(objects.get(i).ownFields(), coded, "/objects/" + i + "/ownFields");
          choices(objects.get(i), coded, "/objects/" + i + "/choices");
          within(objects.get(i), coded, "/objects/" + i + "/within");
          requiredFields(objects.get(i), coded, "/objects/" + i + "/fields");
        }
      }
    }
    if (present(manifest.sources(), "/sources")) {
      require(!manifest.sources().isEmpty(), "/sources", "must name where the facts come from");
      eachPresent(manifest.sources(), "/sources");
    }
  }

  private void api(@Nullable ApiForm api, String at) {
    if (api == null) {
      return;
    }
    present(api.version(), at + "/version");
    present(api.words(), at + "/words");
    String end = api.end();
    if (end != null) {
      try {
        LocalDate.parse(end);
      } catch (DateTimeParseException e) {
        report(at + "/end", "must be a date such as 2028-07-29: " + e.getMessage());
      }
    }
  }

  private void budgets(ManifestFile manifest) {
    List<RateLimit> limits = Objects.requireNonNullElse(manifest.rateLimits(), List.of());
    eachPresent(limits, "/rateLimits");
    for (int i = 0; i < limits.size(); i++) {
      if (limits.get(i) != null) {
        rateLimit(limits.get(i), "/rateLimits/" + i);
      }
    }
    List<Budget> budgets = Objects.requireNonNullElse(manifest.budgets(), List.of());
    eachPresent(budgets, "/budgets");
    for (int i = 0; i < budgets.size(); i++) {
      String at = "/budgets/" + i;
      if (budgets.get(i) != null) {
        BudgetCheck.check(budgets.get(i), (place, words) -> report(at + place, words));
      }
    }
  }

  private void rateLimit(RateLimit limit, String at) {
    require(limit.requests() >= 1, at + "/requests", "must be at least 1");
    require(limit.perSeconds() >= 1, at + "/perSeconds", "must be at least 1");
    require(
        limit.budgets() == null,
        at + "/budgets",
        "is only for destinations: a connector has /budgets");
    BudgetCheck.left(limit.leftForOthers(), (place, words) -> report(at + place, words));
  }

  /** A part that a manifest has if it names no Java class. */
  private void declared(@Nullable JsonNode part, boolean coded, String around, String name) {
    undecided(part, coded, around + "/" + name);
    if (!coded && (part == null || part.isNull())) {
      report(
          around + "/" + name,
          "is missing: a connector without \"java\" must declare \"" + name + "\"");
    }
  }

  private void undecided(@Nullable JsonNode part, boolean coded, String at) {
    require(
        !coded || part == null || part.isNull(),
        at,
        "is decided by the Java class; accepted is one of both");
  }

  private void object(ManifestFile manifest, ObjectForm object, String at) {
    name(object.name(), at + "/name");
    present(object.label(), at + "/label");
    present(object.kind(), at + "/kind");
    present(object.removal(), at + "/removal");
    batch(object, at);
    duration(object.settle(), LONGEST_SETTLING, at + "/settle");
    forget(manifest, object, at + "/forget");
    billing(object.billing(), at + "/billing");
    List<FieldForm> fields = Objects.requireNonNullElse(object.fields(), List.of());
    distinct(fields, FieldForm::name, at + "/fields");
    atMost(MOST_FIELDS, fields, at + "/fields");
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i) != null) {
        field(fields.get(i), object.kind(), at + "/fields/" + i);
      }
    }
    Pattern others = pattern(object.otherFields(), at + "/otherFields");
    settings(object.settings(), at + "/settings");
    List<String> matching = Objects.requireNonNullElse(object.matchFields(), List.of());
    eachPresent(matching, at + "/matchFields");
    List<String> names =
        fields.stream()
            .filter(Objects::nonNull)
            .map(FieldForm::name)
            .filter(Objects::nonNull)
            .toList();
    for (int i = 0; i < matching.size(); i++) {
      String field = matching.get(i);
      require(
          field == null || accepts(names, others, field),
          at + "/matchFields/" + i,
          "is no field of this object; fields are " + String.join(", ", names));
    }
    List<String> further = Objects.requireNonNullElse(object.furtherMatchFields(), List.of());
    eachPresent(further, at + "/furtherMatchFields");
    require(
        further.isEmpty() || object.kind() == ObjectType.Kind.RECORD,
        at + "/furtherMatchFields",
        "is for objects of the kind record");
    for (int i = 0; i < further.size(); i++) {
      String field = further.get(i);
      require(
          field == null || accepts(names, others, field),
          at + "/furtherMatchFields/" + i,
          "is no field of this object; fields are " + String.join(", ", names));
    }
    String lists = object.memberships();
    require(
        lists == null
            || manifest.objects().stream()
                .filter(Objects::nonNull)
                .anyMatch(other ->
                    lists.equals(other.name()) && other.kind() == ObjectType.Kind.MEMBERSHIP),
        at + "/memberships",
        "must name an object of the kind membership");
    links(manifest, object, field -> accepts(names, others, field), at + "/links");
    modes(object, at + "/modes");
    EffectClass effectClass = object.effectClass();
    EffectClass guaranteed = effectClass == null ? manifest.effectClass() : effectClass;
    deduplication(object.deduplication(), guaranteed, at + "/deduplication");
    if (Boolean.TRUE.equals(object.changesOnly())) {
      changesOnly(object, guaranteed, at + "/changesOnly");
    }
  }

  private void changesOnly(ObjectForm object, @Nullable EffectClass effectClass, String at) {
    require(
        object.kind() == null || object.kind() == ObjectType.Kind.RECORD,
        at,
        "is for objects of the kind record");
    require(
        effectClass == null || !effectClass.repeatsBatches(),
        at,
        "is for the effect classes A and D: in others, a repeat must have the same fields");
  }

  /** The API says that a record without such a value is refused, so something has to refuse it. */
  private void requiredFields(ObjectForm object, boolean coded, String at) {
    List<FieldForm> fields = Objects.requireNonNullElse(object.fields(), List.of());
    for (int i = 0; i < fields.size(); i++) {
      FieldForm field = fields.get(i);
      require(
          coded || field == null || !Boolean.TRUE.equals(field.required()),
          at + "/" + i + "/required",
          "needs a connector with \"java\", which refuses such a record; accepted is the function"
              + " required in a request that writes");
    }
  }

  private void choices(ObjectForm object, boolean coded, String at) {
    List<ChoicesForm> choices = object.choices();
    if (choices == null) {
      return;
    }
    require(!coded, at, "needs a connector without \"java\"");
    distinct(choices, ChoicesForm::setting, at);
    List<String> texts =
        Objects.requireNonNullElse(object.settings(), List.<SettingForm>of()).stream()
            .filter(setting -> setting != null && !Boolean.TRUE.equals(setting.secret()))
            .filter(setting -> setting.type() == null || setting.type() == Setting.Type.TEXT)
            .map(SettingForm::name)
            .filter(Objects::nonNull)
            .toList();
    for (int i = 0; i < choices.size(); i++) {
      ChoicesForm each = choices.get(i);
      if (each != null) {
        require(
            each.setting() == null || texts.contains(each.setting()),
            at + "/" + i + "/setting",
            "must name a setting of the object with the type text that is no secret; such settings"
                + " are "
                + (texts.isEmpty() ? "none" : String.join(", ", texts)));
        require(
            each.needs() == null || !each.needs().isBlank(),
            at + "/" + i + "/needs",
            "must not be empty");
      }
    }
  }

  /** Settings without a value would leave records of different places in one space. */
  private void within(ObjectForm object, boolean coded, String at) {
    List<String> within = object.within();
    if (within == null) {
      return;
    }
    require(!coded, at, "is decided by the Java class; accepted is one of both");
    require(
        object.kind() == null || object.kind() == ObjectType.Kind.RECORD,
        at,
        "is for records only: events and memberships belong to their sync");
    eachPresent(within, at);
    List<String> required =
        Objects.requireNonNullElse(object.settings(), List.<SettingForm>of()).stream()
            .filter(setting -> setting != null && Boolean.TRUE.equals(setting.required()))
            .map(SettingForm::name)
            .filter(Objects::nonNull)
            .toList();
    for (int i = 0; i < within.size(); i++) {
      require(
          within.get(i) == null || required.contains(within.get(i)),
          at + "/" + i,
          "must name a setting of the object with \"required: true\"; such settings are "
              + (required.isEmpty() ? "none" : String.join(", ", required)));
    }
  }

  private void field(FieldForm field, ObjectType.@Nullable Kind of, String at) {
    present(field.label(), at + "/label");
    List<String> options = field.options();
    eachPresent(options, at + "/options");
    require(
        options == null || field.type() == FieldType.PICKLIST,
        at + "/options",
        "are for the type picklist only");
    exampleOf(options, field.example(), at);
    SuggestedForm suggested = field.suggested();
    if (suggested != null) {
      suggested(suggested, of, at + "/suggested");
    }
  }

  private void exampleOf(@Nullable List<String> options, @Nullable String example, String at) {
    require(
        example == null || options == null || options.isEmpty() || options.contains(example),
        at + "/example",
        "must be one of the options");
  }

  private void suggested(SuggestedForm suggested, ObjectType.@Nullable Kind of, String at) {
    SuggestedValue.Kind kind = suggested.kind();
    String name = suggested.name();
    if (!present(kind, at + "/kind") || !present(name, at + "/name")) {
      return;
    }
    require(
        of == null || of == ObjectType.Kind.EVENT || !kind.isOfEvents(),
        at + "/kind",
        "is for objects of the kind event; accepted are trait, identifier");
    require(
        kind != SuggestedValue.Kind.EVENT || SuggestedValue.ATTRIBUTES.contains(name),
        at + "/name",
        "is no attribute of an event; accepted are "
            + String.join(", ", SuggestedValue.ATTRIBUTES));
  }

  private static boolean accepts(List<String> names, @Nullable Pattern others, String field) {
    return names.contains(field) || others != null && BoundedMatch.matches(others, field);
  }

  private void batch(ObjectForm object, String at) {
    BatchForm batch = object.batch();
    boolean unreadable = reported.contains(at + "/batch") || reported.contains(at + "/batchSize");
    require(
        unreadable || (batch == null) != (object.batchSize() == null),
        at,
        "must have \"batchSize\" or \"batch\", and not both");
    between(object.batchSize(), MOST_ITEMS, at + "/batchSize");
    if (batch == null) {
      return;
    }
    present(batch.items(), at + "/batch/items");
    between(batch.items(), MOST_ITEMS, at + "/batch/items");
    between(batch.bytes(), Integer.MAX_VALUE, at + "/batch/bytes");
    between(batch.itemBytes(), Integer.MAX_VALUE, at + "/batch/itemBytes");
    Integer bytes = batch.bytes();
    Integer itemBytes = batch.itemBytes();
    require(
        bytes == null || itemBytes == null || itemBytes <= bytes,
        at + "/batch/itemBytes",
        "must not be larger than the bytes of the batch");
    duration(batch.maximumWait(), LONGEST_WAIT, at + "/batch/wait");
  }

  private void between(@Nullable Integer number, int most, String at) {
    require(number == null || number >= 1 && number <= most, at, "must be from 1 to " + most);
  }

  private void links(
      ManifestFile manifest, ObjectForm object, Predicate<String> accepted, String at) {
    List<Link> links = Objects.requireNonNullElse(object.links(), List.of());
    eachPresent(links, at);
    for (int i = 0; i < links.size(); i++) {
      Link link = links.get(i);
      if (link == null) {
        continue;
      }
      String field = link.field();
      String other = link.object();
      if (present(field, at + "/" + i + "/field")) {
        require(accepted.test(field), at + "/" + i + "/field", "is no field of this object");
      }
      if (present(other, at + "/" + i + "/object")) {
        require(
            manifest.objects().stream()
                .filter(Objects::nonNull)
                .anyMatch(each -> other.equals(each.name())),
            at + "/" + i + "/object",
            "must name an object of this manifest");
      }
    }
  }

  /** The modes of an object that declares none follow from its kind and removal. */
  private void modes(ObjectForm object, String at) {
    List<Mode> modes = object.modes();
    if (modes == null) {
      return;
    }
    require(!modes.isEmpty(), at, "must have a mode");
    eachPresent(modes, at);
    for (int i = 0; i < modes.size(); i++) {
      if (modes.get(i) != null) {
        mode(object, modes.get(i), at + "/" + i);
      }
    }
  }

  private void mode(ObjectForm object, Mode mode, String at) {
    boolean events = object.kind() == ObjectType.Kind.EVENT;
    boolean membership = object.kind() == ObjectType.Kind.MEMBERSHIP;
    require(
        object.kind() == null || events == (mode == Mode.APPEND),
        at,
        events ? "must be append: the object takes events" : "append is for events only");
    require(
        !membership || mode == Mode.UPSERT || mode == Mode.MIRROR,
        at,
        "must be upsert or mirror: the object takes memberships");
    require(
        object.removal() != Removal.IMPOSSIBLE || mode != Mode.MIRROR && mode != Mode.DELETE,
        at,
        "needs a removal, which the object declares as impossible");
  }

  /** Requests that are declared are sent one by one: they are no jobs, and no transactions. */
  private void possible(@Nullable EffectClass effectClass, boolean coded, String at) {
    require(
        coded || effectClass != EffectClass.D && effectClass != EffectClass.E,
        at,
        "needs a connector with \"java\": declared requests are neither in a transaction (D) nor"
            + " in a job (E); accepted are A, B, C");
  }

  private void deduplication(
      @Nullable DeduplicationForm form, @Nullable EffectClass effectClass, String at) {
    require(
        form != null || effectClass != EffectClass.B,
        at,
        "must be declared for the effect class B");
    if (form == null) {
      return;
    }
    present(form.form(), at + "/form");
    duration(form.window(), LONGEST_WINDOW, at + "/window");
    Integer most = form.maximumLength();
    require(
        most == null || form.form() == null || form.form() == Deduplication.Form.TEXT,
        at + "/maximumLength",
        "is for the form text only");
    require(
        most == null || most >= Deduplication.LEAST_LENGTH,
        at + "/maximumLength",
        "must be at least " + Deduplication.LEAST_LENGTH);
  }

  private void forget(ManifestFile manifest, ObjectForm object, String at) {
    Forget forget = object.forget();
    if (forget == null) {
      return;
    }
    present(forget.what(), at + "/what");
    present(forget.words(), at + "/words");
    String with = forget.with();
    require(
        with == null
            || manifest.objects().stream()
                .filter(other -> other != null && with.equals(other.name()))
                .map(ObjectForm::forget)
                .anyMatch(other ->
                    other != null && other.with() == null && other.what() == forget.what()),
        at + "/with",
        "must name an object whose \"forget\" has the same \"what\" and no \"with\"");
    require(
        with == null || forget.what() != Forget.Effect.IMPOSSIBLE,
        at + "/with",
        "is for records that can be erased");
    JsonNode requests = object.requests();
    require(
        with == null || requests == null || !requests.has("forget"),
        at + "/with",
        "is there beside \"requests.forget\"; accepted is one of both");
  }

  private void billing(@Nullable Billing billing, String at) {
    if (billing != null) {
      present(billing.counts(), at + "/counts");
      present(billing.words(), at + "/words");
    }
  }

  private void duration(@Nullable String iso, Duration longest, String at) {
    if (iso == null) {
      return;
    }
    try {
      Duration read = Duration.parse(iso);
      require(
          !read.isNegative() && read.compareTo(longest) <= 0,
          at,
          "must be from PT0S to " + longest);
    } catch (DateTimeParseException e) {
      report(at, "must be a duration such as PT30S: " + e.getMessage());
    }
  }

  private void settings(@Nullable List<SettingForm> settings, String at) {
    List<SettingForm> all = Objects.requireNonNullElse(settings, List.of());
    distinct(all, SettingForm::name, at);
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i) != null) {
        present(all.get(i).label(), at + "/" + i + "/label");
        present(all.get(i).help(), at + "/" + i + "/help");
        boolean choice = all.get(i).type() == Setting.Type.CHOICE;
        List<String> options = Objects.requireNonNullElse(all.get(i).options(), List.of());
        eachPresent(options, at + "/" + i + "/options");
        require(
            !choice || !options.isEmpty(), at + "/" + i + "/options", "a choice must have options");
        exampleOf(options, all.get(i).example(), at + "/" + i);
        require(
            all.get(i).example() == null || !Boolean.TRUE.equals(all.get(i).secret()),
            at + "/" + i + "/example",
            "is for settings that are no secret; accepted is a form in \"help\"");
      }
    }
  }

  private <T> void distinct(List<T> all, Function<T, String> naming, String at) {
    Set<String> names = new HashSet<>();
    eachPresent(all, at);
    for (int i = 0; i < all.size(); i++) {
      T each = all.get(i);
      if (each != null && present(naming.apply(each), at + "/" + i + "/name")) {
        String name = naming.apply(each);
        require(names.add(name), at + "/" + i + "/name", "\"" + name + "\" is there twice");
      }
    }
  }

  /** A key without a value is null, whatever the type of its component says. */
  private boolean present(@Nullable Object value, String at) {
    return require(value != null, at, "must not be empty");
  }

  private void eachPresent(@Nullable List<?> all, String at) {
    for (int i = 0; all != null && i < all.size(); i++) {
      present(all.get(i), at + "/" + i);
    }
  }

  private void atMost(int most, List<?> all, String at) {
    require(all.size() <= most, at, "has too many entries; accepted are " + most);
  }

  private void name(@Nullable String name, String at) {
    if (present(name, at)) {
      require(
          NAME.matcher(String.valueOf(name)).matches(),
          at,
          "must be a name in lower case, with digits and hyphens, such as list-memberships");
    }
  }

  /** The compiled expression; null if there is none, or it cannot be compiled. */
  private @Nullable Pattern pattern(@Nullable String expression, String at) {
    if (expression == null) {
      return null;
    }
    if (expression.length() > BoundedMatch.LONGEST) {
      report(at, "is longer than %d characters".formatted(BoundedMatch.LONGEST));
      return null;
    }
    try {
      return BoundedMatch.compile(expression);
    } catch (PatternSyntaxException e) {
      report(at, "is no regular expression: " + e.getDescription());
      return null;
    }
  }
}
