package dev.tributary.destinations.declared.answer;

import com.fasterxml.jackson.core.JsonPointer;
import dev.tributary.destinations.connector.Manifest.FieldType;
import dev.tributary.destinations.declared.answer.FieldAnswers.Conditions;
import dev.tributary.destinations.declared.answer.FieldAnswers.FieldForm;
import dev.tributary.destinations.declared.answer.FieldAnswers.OptionForm;
import dev.tributary.destinations.declared.answer.FieldAnswers.OptionForms;
import dev.tributary.destinations.declared.answer.FieldAnswers.Rules;
import dev.tributary.destinations.declared.answer.FieldAnswers.TypeForm;
import dev.tributary.destinations.declared.template.Part;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compiles how the fields of an object, and the values of a setting, are read in an answer. */
public final class FieldAnswersCompiler {
  private static final Map<String, FieldType> TYPES =
      Arrays.stream(FieldType.values())
          .collect(Collectors.toMap(FieldType::wireName, Function.identity()));

  private FieldAnswersCompiler() {}

  /**
   * The reading of answers to a request for fields; null if it has a mistake.
   *
   * @param part the part {@code fields} of the request
   * @param meaning of its answers
   */
  public static @Nullable FieldAnswers compile(Part part, Answers meaning) {
    if (!part.isMap(
        "at",
        "when",
        "name",
        "label",
        "type",
        "types",
        "required",
        "unique",
        "readOnly",
        "reference",
        "relation",
        "options",
        "optionsOf",
        "more",
        "open")) {
      return null;
    }
    JsonPointer at = required(part.at("at"), "a JSON pointer to a list or a map, such as /fields");
    FieldForm form =
        new FieldForm(
            conditions(part.at("when")),
            part.at("name").answerPath(),
            part.at("label").answerPath(),
            type(part),
            new Rules(
                conditions(part.at("required")),
                conditions(part.at("unique")),
                conditions(part.at("readOnly"))),
            part.at("reference").answerPath(),
            part.at("relation").answerPath(),
            new OptionForms(options(part.at("options")), optionsOf(part.at("optionsOf"))));
    Conditions more = conditions(part.at("more"));
    boolean open = part.at("open").isTrue();
    return at == null ? null : new FieldAnswers(meaning, at, form, more, open);
  }

  /**
   * The reading of answers to a request for the values of a setting; null if it has a mistake.
   *
   * @param part the part {@code values} of the request
   * @param meaning of its answers
   */
  public static @Nullable ChoiceAnswers choices(Part part, Answers meaning) {
    if (!part.isMap("at", "when", "value", "label", "next")) {
      return null;
    }
    JsonPointer at = required(part.at("at"), "a JSON pointer to a list, such as /objects");
    JsonPointer value = required(part.at("value"), "a JSON pointer in an entry, such as /name");
    Conditions when = conditions(part.at("when"));
    JsonPointer label = part.at("label").answerPath();
    Part pages = part.at("next");
    NextPage next = pages.isPresent() ? ListAnswerCompiler.nextWithoutIds(pages) : null;
    return at == null || value == null
        ? null
        : new ChoiceAnswers(meaning, at, when, value, label, next);
  }

  private static @Nullable JsonPointer required(Part part, String accepted) {
    if (!part.isPresent()) {
      part.fault("is missing; accepted is " + accepted);
    }
    return part.answerPath();
  }

  private static @Nullable TypeForm type(Part part) {
    List<JsonPointer> at = new ArrayList<>();
    for (Part place : part.at("type").elements()) {
      JsonPointer path = place.answerPath();
      if (path != null) {
        at.add(path);
      }
    }
    Part types = part.at("types");
    if (!part.at("type").isPresent() && types.isPresent()) {
      types.fault("needs \"type\", the place of the vendor's type");
    }
    if (at.isEmpty()) {
      return null;
    }
    if (!types.node().isObject()) {
      types.fault(types.wrong() + "; accepted is a map of the vendor's types and ours");
    }
    Map<String, FieldType> known = new LinkedHashMap<>();
    types
        .entries()
        .forEach((name, ours) -> {
          FieldType type = ours.choice(TYPES);
          if (type != null) {
            known.put(name, type);
          }
        });
    return new TypeForm(at, known);
  }

  private static @Nullable OptionForm options(Part part) {
    if (!part.isPresent() || !part.isMap("at", "when", "value", "label", "closed", "several")) {
      return null;
    }
    JsonPointer at = required(part.at("at"), "a JSON pointer to a list, such as /options");
    JsonPointer value = part.at("value").answerPath();
    if (value == null && part.at("label").isPresent()) {
      part.at("label").fault("needs \"value\", the place of the value");
    }
    OptionForm form =
        at == null
            ? null
            : new OptionForm(
                at,
                conditions(part.at("when")),
                value,
                part.at("label").answerPath(),
                conditions(part.at("closed")),
                conditions(part.at("several")));
    return form;
  }

  private static Map<String, OptionForm> optionsOf(Part part) {
    Map<String, OptionForm> all = new LinkedHashMap<>();
    if (part.isPresent() && !part.node().isObject()) {
      part.fault(part.wrong() + "; accepted is a map of names of fields and their options");
    }
    part.entries()
        .forEach((name, each) -> {
          OptionForm form = options(each);
          if (form != null) {
            all.put(name, form);
          }
        });
    return all;
  }

  /** Null if there are none. */
  private static @Nullable Conditions conditions(Part part) {
    List<When> all = new ArrayList<>();
    for (Part each : part.elements()) {
      When when = RuleHeads.when(each);
      if (when != null) {
        all.add(when);
      }
    }
    return all.isEmpty() ? null : new Conditions(all);
  }
}
