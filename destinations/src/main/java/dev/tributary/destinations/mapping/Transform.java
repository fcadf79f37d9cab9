package dev.tributary.destinations.mapping;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One step from the value of a source to the value of a field, as users write it. A step that
 * cannot work is refused when it is read, with an {@link IllegalArgumentException} that says what
 * would be accepted.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Transform.Default.class, name = "default"),
  @JsonSubTypes.Type(value = Transform.Get.class, name = "get"),
  @JsonSubTypes.Type(value = Transform.Template.class, name = "template"),
  @JsonSubTypes.Type(value = Transform.ValueMap.class, name = "map"),
  @JsonSubTypes.Type(value = Transform.When.class, name = "when"),
  @JsonSubTypes.Type(value = Transform.Normalise.class, name = "normalise"),
  @JsonSubTypes.Type(value = Transform.Hash.class, name = "hash"),
  @JsonSubTypes.Type(value = Transform.Date.class, name = "date"),
  @JsonSubTypes.Type(value = Transform.ToList.class, name = "list"),
  @JsonSubTypes.Type(value = Transform.Join.class, name = "join"),
  @JsonSubTypes.Type(value = Transform.QueryParameter.class, name = "query-parameter"),
  @JsonSubTypes.Type(value = Transform.Jsonata.class, name = "jsonata")
})
public sealed interface Transform {
  /** The most steps of a field. */
  int MOST = 20;

  /**
   * A value for records that have none.
   *
   * @param value any JSON value but null
   */
  record Default(JsonNode value) implements Transform {
    public Default {
      need(value, "value");
    }
  }

  /**
   * A part of the value.
   *
   * @param path names with dots, {@code [0]} for an element, {@code []} for all elements of a list
   */
  record Get(String path) implements Transform {
    public Get {
      Path.of(need(path, "path"));
    }
  }

  /**
   * A text made of values. The result is absent if all values that it names are absent.
   *
   * @param template for example {@code {{first_name | trim}} {{last_name}}}
   */
  record Template(String template) implements Transform {
    public Template {
      CompiledTemplate.of(need(template, "template"));
    }
  }

  /**
   * One value for another one.
   *
   * @param values by the text of the value
   * @param otherwise the value for all others; JSON's null for none. Without it, another value is
   *     an error of the record
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record ValueMap(Map<String, JsonNode> values, @Nullable JsonNode otherwise) implements Transform {
    public ValueMap {
      if (need(values, "values").isEmpty()) {
        throw new IllegalArgumentException("A map has at least one value");
      }
    }
  }

  /**
   * Leaves the field out unless a condition holds. It has exactly one of {@code in}, {@code notIn}
   * and {@code exists}.
   *
   * @param of the value that is asked for, for example {@code traits.country}; null for the value
   *     of the field itself
   * @param in the field is sent if the value, or an element of a list, is one of these
   * @param notIn the field is sent if the value, and no element of a list, is one of these
   * @param exists the field is sent if there is a value, or if there is none
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record When(
      @Nullable String of,
      @Nullable List<JsonNode> in,
      @Nullable List<JsonNode> notIn,
      @Nullable Boolean exists)
      implements Transform {
    public When {
      if ((in == null ? 0 : 1) + (notIn == null ? 0 : 1) + (exists == null ? 0 : 1) != 1) {
        throw new IllegalArgumentException("A condition has one of in, notIn and exists");
      }
      for (JsonNode value : in != null ? in : notIn != null ? notIn : List.<JsonNode>of()) {
        if (value == null || !value.isValueNode() || value.isNull()) {
          throw new IllegalArgumentException(
              "A condition compares with texts, numbers and booleans");
        }
      }
      if (of != null) {
        Reference.of(of);
      }
    }
  }

  /**
   * The usual form of a value, so that equal ones are equal everywhere. Of a list, each element.
   *
   * @param as the form
   * @param region of {@code phone}: the ISO 3166 code for numbers without a country code; null
   *     accepts only numbers with one
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Normalise(Form as, @Nullable String region) implements Transform {
    public Normalise {
      need(as, "as");
      if (region != null && as != Form.PHONE) {
        throw new IllegalArgumentException("Only phone numbers have a region; leave it out");
      }
      if (region != null && !Normalisation.knowsRegion(region)) {
        throw new IllegalArgumentException(
            "Unknown region; write an ISO 3166 code in capitals, for example DE");
      }
    }
  }

  /** A usual form. */
  enum Form {
    /** An e-mail address in lower case. */
    EMAIL,
    /** A phone number as E.164. */
    PHONE,
    /** A country as its ISO 3166 code of two letters. */
    COUNTRY,
    LOWER,
    UPPER,
    TRIM;

    @JsonValue
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * The hash of the text of the value, in UTF-8, as hexadecimal digits in lower case. Of a list,
   * each element.
   *
   * @param as the algorithm
   */
  record Hash(Algorithm as) implements Transform {
    public Hash {
      need(as, "as");
    }
  }

  /** A hash function. */
  enum Algorithm {
    SHA256,
    MD5;

    @JsonValue
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A day or time in another form. Of a list, each element.
   *
   * @param format {@code iso}, {@code epoch-seconds}, {@code epoch-millis}, or a pattern such as
   *     {@code dd.MM.yyyy}
   * @param zone of the result, and of times without one; null for UTC
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Date(String format, @Nullable String zone) implements Transform {
    public Date {
      DateForm.of(need(format, "format"), zone);
    }
  }

  /**
   * A list. A value that is a list stays as it is.
   *
   * @param separator splits a text; null makes a list of one element
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record ToList(@Nullable String separator) implements Transform {
    public ToList {
      if (separator != null && separator.isEmpty()) {
        throw new IllegalArgumentException("A separator has at least one character");
      }
    }
  }

  /**
   * The elements of a list as one text, with a separator between them.
   *
   * @param separator the text between two elements
   */
  record Join(String separator) implements Transform {
    public Join {
      need(separator, "separator");
    }
  }

  /**
   * A parameter of an address, such as {@code gclid} of {@code context.page.url}. Absent if the
   * address does not have it.
   *
   * @param name the name of the parameter
   */
  record QueryParameter(String name) implements Transform {
    public QueryParameter {
      need(name, "name");
    }
  }

  /**
   * The result of a JSONata expression on all values of the record; {@code value} is the value of
   * the field. It is bounded in work, depth and size, and costs about fifty times as much as a
   * template.
   *
   * @param expression for example {@code $sum(properties.products.(price * quantity))}
   */
  record Jsonata(String expression) implements Transform {
    public Jsonata {
      Expression.of(need(expression, "expression"));
    }
  }

  private static <T> T need(@Nullable T value, String name) {
    if (value == null) {
      throw new IllegalArgumentException("This kind needs " + name);
    }
    return value;
  }
}
