package dev.tributary.destinations.declared.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.declared.template.Scope.PartOfBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Compiles texts with expressions in <code>${…}</code>: a name, then functions after {@code |}.
 * <code>$${</code> is the text <code>${</code>.
 *
 * @param scope the names that may be used
 */
public record ExpressionCompiler(Scope scope) {
  private static final Pattern NAME = Pattern.compile("([a-z]+)\\.(.+)");

  /** Names whose value depends on the item. */
  private static final Pattern ITEM_NAME = Pattern.compile("(item|field)\\.");

  private static final String FIELDS = "item.fields.";

  /** The names of a record that a request looks for. */
  private static final Set<String> LOOKED_UP = Set.of("item.matchField", "item.matchValue");

  /** The names of an item, with their values. */
  private static final Map<String, Template> ITEM =
      new TreeMap<>(
          Map.of(
              "item.delivery", values -> TextNode.valueOf(values.someItem().delivery()),
              "item.matchField", values -> text(values.someItem().matchField()),
              "item.matchValue", values -> TextNode.valueOf(values.someItem().matchValue()),
              "item.deliveredAs", values -> text(values.someItem().deliveredAs()),
              "item.knownAs", values -> TextNode.valueOf(knownAs(values.someItem())),
              "item.vendorId", values -> text(values.someItem().vendorId()),
              "item.parentVendorId", values -> text(values.someItem().parentVendorId()),
              "item.since", values -> TextNode.valueOf(values.someItem().since().toString()),
              "item.fields", values -> values.someItem().fields()));

  private static final Map<String, Template> FIELD =
      Map.of(
          "field.name", values -> TextNode.valueOf(values.someField().name()),
          "field.value", values -> values.someField().value());

  /** A template for a text that is one part of a request. */
  public @Nullable TextTemplate text(Part part) {
    if (!part.node().isValueNode() || part.node().isNull()) {
      part.fault(part.wrong() + "; accepted is a text");
      return null;
    }
    return new TextTemplate(parts(part, part.node().asText()));
  }

  /** A template for a value: an expression alone keeps the type of its value. */
  public Template value(Part part) {
    List<Template> parts = parts(part, part.node().asText());
    return parts.size() == 1 ? parts.getFirst() : new TextTemplate(parts);
  }

  private List<Template> parts(Part part, String text) {
    List<Template> parts = new ArrayList<>();
    StringBuilder constant = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      if (text.startsWith("$${", at)) {
        constant.append("${");
        at += 3;
      } else if (text.startsWith("${", at)) {
        int end = text.indexOf('}', at);
        if (end < 0) {
          part.fault("\"${\" is not closed by \"}\"; for the text itself, write \"$${\"");
          break;
        }
        if (!constant.isEmpty()) {
          parts.add(TextTemplate.constant(constant.toString()));
          constant.setLength(0);
        }
        parts.add(expression(part, text.substring(at + 2, end)));
        at = end + 1;
      } else {
        constant.append(text.charAt(at++));
      }
    }
    if (!constant.isEmpty() || parts.isEmpty()) {
      parts.add(TextTemplate.constant(constant.toString()));
    }
    return parts;
  }

  private Template expression(Part part, String expression) {
    String[] steps = expression.split("\\|", -1);
    Template source = source(part, steps[0].strip());
    List<Function> functions = new ArrayList<>();
    for (int i = 1; i < steps.length; i++) {
      String name = steps[i].strip();
      Function function = Function.BY_NAME.get(name);
      if (function == null) {
        part.fault(
            "has the unknown function \"%s\"; functions are %s"
                .formatted(name, Scope.listed(Function.BY_NAME.keySet())));
      } else {
        functions.add(function);
      }
    }
    boolean required = functions.remove(Function.REQUIRED);
    boolean omitted = functions.remove(Function.OMIT_NULL);
    boolean emptied = functions.remove(Function.NULL_AS_EMPTY);
    boolean ofItem = ITEM_NAME.matcher(steps[0].strip()).lookingAt();
    Template applied =
        functions.isEmpty() && !required && !omitted
            ? source
            : new Applied(source, List.copyOf(functions), required, omitted, ofItem, field(steps));
    return emptied ? new NullAsEmpty(applied) : applied;
  }

  private static String knownAs(Item item) {
    String delivered = item.deliveredAs();
    return delivered == null ? item.matchValue() : delivered;
  }

  private static @Nullable String field(String[] steps) {
    String name = steps[0].strip();
    return name.startsWith(FIELDS) ? name.substring(FIELDS.length()) : null;
  }

  private Template source(Part part, String name) {
    Matcher form = NAME.matcher(name);
    if (!form.matches()) {
      return unknown(part, name);
    }
    String after = form.group(2);
    return switch (form.group(1)) {
      case "item" -> item(part, name);
      case "field" -> field(part, name);
      case "settings" -> setting(part, after);
      case "sync" -> syncSetting(part, after);
      case "place" -> place(part, name);
      case "batch" -> batch(part, name);
      case "job" -> job(part, name);
      case "page" -> page(part, name);
      default -> unknown(part, name);
    };
  }

  private Template item(Part part, String name) {
    if (!scope.has(PartOfBatch.ITEM)) {
      part.fault(
          scope.has(PartOfBatch.BATCH)
              ? "\"%s\" is known inside of $each only, because the request carries the whole batch"
                  .formatted(name)
              : "\"%s\" is not known here: this request carries no item".formatted(name));
      return TextTemplate.constant("");
    }
    if (scope.has(PartOfBatch.LOOKUP) && !LOOKED_UP.contains(name)) {
      part.fault(
          "\"%s\" is not known here: only the match value is; accepted are %s"
              .formatted(name, Scope.listed(LOOKED_UP)));
    }
    if (scope.has(PartOfBatch.REMOVAL) && name.equals("item.matchValue")) {
      part.fault(
          "item.matchValue can be newer than what the destination knows; accepted in a removal is"
              + " item.knownAs");
    }
    if (!name.startsWith(FIELDS)) {
      Template known = ITEM.get(name);
      return known == null ? unknown(part, name) : known;
    }
    String field = name.substring(FIELDS.length());
    if (!scope.accepts(field)) {
      part.fault(
          "\"%s\" is no field of this object; fields are %s"
              .formatted(field, Scope.listed(scope.fields())));
    }
    return values -> values.someItem().fields().get(field);
  }

  private Template field(Part part, String name) {
    Template known = FIELD.get(name);
    if (known == null) {
      return unknown(part, name);
    }
    if (!scope.has(PartOfBatch.FIELD)) {
      part.fault("\"%s\" is known inside of $fields only".formatted(name));
    }
    return known;
  }

  private Template setting(Part part, String setting) {
    if (scope.secrets().contains(setting)) {
      part.fault(
          "settings.%s is a secret; accepted is a setting that is no secret: only auth sends secrets"
              .formatted(setting));
    } else if (!scope.settings().contains(setting)) {
      part.fault(
          "\"%s\" is no setting of the destination; settings without secrets are %s"
              .formatted(setting, Scope.listed(scope.settings())));
    }
    return values -> values.settings().get(setting);
  }

  private Template syncSetting(Part part, String setting) {
    if (!scope.syncSettings().contains(setting)) {
      part.fault(
          "\"%s\" is no setting of a sync to this object; settings are %s"
              .formatted(setting, Scope.listed(scope.syncSettings())));
    }
    return values -> values.someBatch().syncSettings().get(setting);
  }

  private Template place(Part part, String name) {
    if (!name.equals("place.id")) {
      return unknown(part, name);
    }
    if (!scope.has(PartOfBatch.PLACE)) {
      part.fault("place.id is not known here: the object declares no \"place\"");
    }
    return values -> text(values.someBatch().place());
  }

  private Template job(Part part, String name) {
    return name.equals("job.id") && scope.has(PartOfBatch.JOB)
        ? values -> text(values.job())
        : unknown(part, name);
  }

  private Template page(Part part, String name) {
    boolean known = scope.has(name.equals("page.cursor") ? PartOfBatch.PAGE : PartOfBatch.RECORDS);
    return switch (known ? name : "") {
      case "page.cursor" -> values -> text(values.someAbout().cursor());
      case "page.columns" ->
          values -> TextNode.valueOf(String.join(",", values.someAbout().columns()));
      case "page.columnList" -> values -> list(values.someAbout().columns());
      default -> unknown(part, name);
    };
  }

  private Template batch(Part part, String name) {
    if (name.equals("batch.matchField") && scope.has(PartOfBatch.BATCH)) {
      return values -> text(values.someBatch().items().getFirst().matchField());
    }
    if (!name.equals("batch.key")) {
      return unknown(part, name);
    }
    if (!scope.has(PartOfBatch.BATCH)) {
      part.fault("batch.key is not known here: this request carries no batch");
    } else if (scope.has(PartOfBatch.ITEM)) {
      part.fault("batch.key is the same for all items; accepted is item.delivery");
    }
    return values -> TextNode.valueOf(values.someBatch().key());
  }

  private Template unknown(Part part, String name) {
    TreeSet<String> known = new TreeSet<>(List.of("settings.NAME"));
    if (scope.has(PartOfBatch.BATCH)) {
      known.add("sync.NAME");
      known.add("batch.matchField");
    }
    if (scope.has(PartOfBatch.BATCH) && !scope.has(PartOfBatch.ITEM)) {
      known.add("batch.key");
    }
    if (scope.has(PartOfBatch.PLACE)) {
      known.add("place.id");
    }
    if (scope.has(PartOfBatch.JOB)) {
      known.add("job.id");
    }
    if (scope.has(PartOfBatch.PAGE)) {
      known.add("page.cursor");
    }
    if (scope.has(PartOfBatch.RECORDS)) {
      known.add("page.columns");
      known.add("page.columnList");
    }
    if (scope.has(PartOfBatch.ITEM)) {
      known.addAll(ITEM.keySet());
      known.add("item.fields.NAME");
    }
    if (scope.has(PartOfBatch.FIELD)) {
      known.addAll(FIELD.keySet());
    }
    part.fault("\"%s\" is unknown; known are %s".formatted(name, Scope.listed(known)));
    return TextTemplate.constant("");
  }

  private static JsonNode list(List<String> texts) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode(texts.size());
    texts.forEach(list::add);
    return list;
  }

  private static @Nullable JsonNode text(@Nullable String text) {
    return text == null ? null : TextNode.valueOf(text);
  }

  /**
   * Functions on a value. Absent values and null stay as they are.
   *
   * @param required whether an item without the value is refused. A field that the item leaves out
   *     because the destination has it is sent again
   * @param omitted whether null is absent
   * @param ofItem whether the value depends on the item, and not on settings only
   * @param field the field that the value is of, for messages; null if there is none
   */
  private record Applied(
      Template source,
      List<Function> functions,
      boolean required,
      boolean omitted,
      boolean ofItem,
      @Nullable String field)
      implements Template {
    @Override
    public @Nullable JsonNode value(Values values) {
      JsonNode value = source.value(values);
      if (required && value == null && field != null) {
        // An item leaves out what the destination has already.
        value = values.someItem().whole().fields().get(field);
      }
      if (required && TextTemplate.text(value).isEmpty()) {
        throw unfit("A required value is missing");
      }
      if (omitted && value != null && value.isNull()) {
        return null;
      }
      try {
        for (int i = 0; i < functions.size() && value != null && !value.isNull(); i++) {
          Function function = functions.get(i);
          boolean unnamed = function.isHash() && TextTemplate.text(value).isEmpty();
          value = unnamed ? null : function.apply(value);
          if (value != null && value.isTextual()) {
            values.output().take(value.textValue().length());
          }
        }
      } catch (UnfitValue unfit) {
        throw unfit(unfit.words());
      }
      // Nothing may be left of a value, such as the digits of a text without any.
      if (required && TextTemplate.text(value).isEmpty()) {
        throw unfit("A required value is missing");
      }
      return value;
    }

    private UnfitValue unfit(String words) {
      return ofItem ? new UnfitValue(field, words) : UnfitValue.ofSettings(words);
    }
  }

  /** A value that is not null, but can be absent. */
  private record NullAsEmpty(Template source) implements Template {
    @Override
    public @Nullable JsonNode value(Values values) {
      JsonNode value = source.value(values);
      return value != null && value.isNull() ? TextNode.valueOf("") : value;
    }
  }
}
