package dev.tributary.identity.quality;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The meaning of the values of a trait, recognised by the name of the trait or by the form of most
 * values.
 */
public enum TraitMeaning {
  EMAIL("mail|mailaddress", "\\S+@\\S+"),
  PHONE(
      "(?<!i)phone|phonenumber|mobile|mobilenumber|telephone|msisdn", "\\+[0-9][0-9 ()./-]{5,20}"),
  /** All other traits: a value is right if it has the same type as most values. */
  OTHER("", "");

  private static final Set<ValueType> WRITTEN = Set.of(ValueType.TEXT, ValueType.NUMBER);

  private final Pattern name;
  private final Pattern look;

  TraitMeaning(String name, String look) {
    this.name = Pattern.compile("(" + name + ")$");
    this.look = Pattern.compile(look);
  }

  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @param values some values of the trait
   */
  static TraitMeaning of(String trait, List<JsonNode> values) {
    String plain = trait.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    for (TraitMeaning meaning : List.of(EMAIL, PHONE)) {
      if (most(values, value -> meaning.look.matcher(value.asText()).matches())
          || (meaning.name.matcher(plain).find()
              && most(values, value -> WRITTEN.contains(ValueType.of(value))))) {
        return meaning;
      }
    }
    return OTHER;
  }

  private static boolean most(List<JsonNode> values, Predicate<JsonNode> test) {
    return values.stream().filter(test).count() * 2 > values.size();
  }
}
