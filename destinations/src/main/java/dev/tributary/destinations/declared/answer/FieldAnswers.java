package dev.tributary.destinations.declared.answer;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.destinations.connector.Discovery;
import dev.tributary.destinations.connector.Discovery.Field;
import dev.tributary.destinations.connector.Discovery.Option;
import dev.tributary.destinations.connector.Discovery.Options;
import dev.tributary.destinations.connector.Egress.Answer;
import dev.tributary.destinations.connector.Egress.Request;
import dev.tributary.destinations.connector.Manifest.FieldType;
import dev.tributary.destinations.connector.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of an object in an answer. Thread-safe.
 *
 * @param meaning which answers have fields: those of the outcome delivered
 * @param at the list of fields, or a map of them by name
 * @param form of an entry
 * @param more whether the answer lacks fields, because there are further pages
 * @param open whether the vendor takes fields that it does not list
 */
public record FieldAnswers(
    Answers meaning, JsonPointer at, FieldForm form, @Nullable Conditions more, boolean open)
    implements DiscoveryAnswers {
  private static final Outcome UNREADABLE =
      new Outcome.Transient("The answer has no list of fields", null);

  /**
   * Conditions that hold together.
   *
   * @param all not empty
   */
  record Conditions(List<When> all) {
    boolean hold(JsonNode content) {
      return all.stream().allMatch(when -> when.holds(content));
    }

    static boolean hold(@Nullable Conditions conditions, JsonNode content) {
      return conditions != null && conditions.hold(content);
    }
  }

  /**
   * The parts of an entry. A condition that is null never holds.
   *
   * @param when which entries are fields; null for all
   * @param name null if the list is a map: its keys are the names
   * @param relation a second name of a field, whose value is an object that names the other record
   */
  record FieldForm(
      @Nullable Conditions when,
      @Nullable JsonPointer name,
      @Nullable JsonPointer label,
      @Nullable TypeForm type,
      Rules rules,
      @Nullable JsonPointer reference,
      @Nullable JsonPointer relation,
      OptionForms options) {}

  /**
   * Where the options of fields are.
   *
   * @param inField of all other fields: a list in the field; null if there is none
   * @param inAnswer of single fields, by their names: a list elsewhere in the answer
   */
  record OptionForms(@Nullable OptionForm inField, Map<String, OptionForm> inAnswer) {
    Options of(String name, JsonNode entry, JsonNode body) {
      OptionForm own = inAnswer.get(name);
      return own == null ? options(inField, entry, entry) : options(own, body, entry);
    }
  }

  /**
   * @param at the first of these places with a known type counts
   * @param types our types, by the vendor's
   */
  record TypeForm(List<JsonPointer> at, Map<String, FieldType> types) {}

  /** A condition that is null never holds. */
  record Rules(
      @Nullable Conditions required, @Nullable Conditions unique, @Nullable Conditions readOnly) {}

  /**
   * @param at a list of options, which are texts if there is no place of a value
   * @param when which entries are options; null for all
   * @param closed whether other values of the field are refused
   * @param several whether a value of the field can have several options
   */
  record OptionForm(
      JsonPointer at,
      @Nullable Conditions when,
      @Nullable JsonPointer value,
      @Nullable JsonPointer label,
      @Nullable Conditions closed,
      @Nullable Conditions several) {}

  @Override
  public Discovery.Step step(Function<@Nullable String, Request> pages) {
    return new Discovery.Step(pages.apply(null), this::read, false);
  }

  private Discovery.Read read(Answer answer, Instant now) {
    Outcome outcome = meaning.outcome(answer, now);
    if (!(outcome instanceof Outcome.Delivered)) {
      return new Discovery.Read.Failed(outcome);
    }
    JsonNode body = AnswerBody.of(answer).json();
    JsonNode list = body.at(at);
    if (!list.isContainerNode() || list.isObject() != (form.name() == null)) {
      return new Discovery.Read.Failed(UNREADABLE);
    }
    List<Field> fields = new ArrayList<>();
    boolean all = true;
    JsonPointer name = form.name();
    if (name == null) {
      for (Map.Entry<String, JsonNode> each : list.properties()) {
        all &= add(each.getKey(), each.getValue(), body, fields);
      }
    } else {
      for (JsonNode each : list) {
        all &= add(text(each.at(name)), each, body, fields);
      }
    }
    return new Discovery.Read.Fields(fields, all && !open && !Conditions.hold(more, body));
  }

  @Override
  public boolean hasClosedOptions() {
    OptionForms forms = form.options();
    return Stream.concat(Stream.ofNullable(forms.inField()), forms.inAnswer().values().stream())
        .anyMatch(options -> options.closed() != null);
  }

  /**
   * @return false if the entry is left out, although the vendor has the field
   */
  private boolean add(@Nullable String name, JsonNode entry, JsonNode body, List<Field> fields) {
    Conditions when = form.when();
    if (name == null || when != null && !when.hold(entry)) {
      return false;
    }
    String label = text(form.label(), entry);
    boolean readOnly = Conditions.hold(form.rules().readOnly(), entry);
    String reference = text(form.reference(), entry);
    fields.add(
        new Field(
            name,
            label,
            type(entry),
            Conditions.hold(form.rules().required(), entry),
            Conditions.hold(form.rules().unique(), entry),
            readOnly,
            form.options().of(name, entry, body),
            reference));
    String relation = text(form.relation(), entry);
    if (relation != null) {
      fields.add(
          new Field(
              relation, label, FieldType.OBJECT, false, false, readOnly, Options.NONE, reference));
    }
    return true;
  }

  private @Nullable FieldType type(JsonNode entry) {
    TypeForm type = form.type();
    if (type == null) {
      return null;
    }
    for (JsonPointer at : type.at()) {
      String named = text(at, entry);
      FieldType known = named == null ? null : type.types().get(named);
      if (known != null) {
        return known;
      }
    }
    return null;
  }

  /**
   * @param place that has the list
   */
  private static Options options(@Nullable OptionForm form, JsonNode place, JsonNode entry) {
    JsonNode list = form == null ? null : place.at(form.at());
    if (form == null || list == null || !list.isArray() || list.isEmpty()) {
      return Options.NONE;
    }
    List<Option> options = new ArrayList<>();
    for (JsonNode each : list) {
      Conditions when = form.when();
      JsonPointer at = form.value();
      String value = at == null ? text(each) : text(at, each);
      if (value != null && (when == null || when.hold(each))) {
        String label = text(form.label(), each);
        options.add(new Option(value, label == null ? value : label));
      }
    }
    return new Options(
        options, Conditions.hold(form.closed(), entry), Conditions.hold(form.several(), entry));
  }

  private static @Nullable String text(@Nullable JsonPointer at, JsonNode content) {
    return at == null ? null : text(content.at(at));
  }

  /** Numbers and booleans as texts; null for others, and for an empty text. */
  private static @Nullable String text(JsonNode value) {
    String text = value.isValueNode() && !value.isNull() ? value.asText() : "";
    return text.isEmpty() ? null : text;
  }
}
