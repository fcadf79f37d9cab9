package dev.tributary.destinations.destination;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.destinations.connector.Manifest.Fault;
import dev.tributary.destinations.connector.Manifest.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Checks settings against their declaration; each fault names the accepted values. */
public final class SettingsCheck {
  private SettingsCheck() {}

  /**
   * @param sealed names of secrets that are stored already and may be left out
   * @param pointer the place of the settings in the request
   */
  public static List<Fault> faults(
      List<Setting> declared, JsonNode given, Set<String> sealed, String pointer) {
    List<Fault> faults = new ArrayList<>();
    Set<String> names = declared.stream().map(Setting::name).collect(Collectors.toSet());
    given
        .fieldNames()
        .forEachRemaining(name -> {
          if (!names.contains(name)) {
            faults.add(
                new Fault(
                    pointer + "/" + name,
                    "Unknown setting %s; known are %s"
                        .formatted(name, declared.stream().map(Setting::name).toList())));
          }
        });
    for (Setting setting : declared) {
      JsonNode value = given.path(setting.name());
      String at = pointer + "/" + setting.name();
      if (isEmpty(value)) {
        if (setting.required() && !sealed.contains(setting.name())) {
          faults.add(new Fault(at, setting.label() + " is required: " + setting.help()));
        }
      } else if (!fits(setting, value)) {
        faults.add(new Fault(at, "%s must be %s".formatted(setting.label(), expected(setting))));
      }
    }
    return faults;
  }

  private static boolean isEmpty(JsonNode value) {
    return value.isMissingNode()
        || value.isNull()
        || (value.isTextual() && value.asText().isBlank());
  }

  private static boolean fits(Setting setting, JsonNode value) {
    return switch (setting.type()) {
      case TEXT, SIGNING_SECRET -> value.isTextual();
      case NUMBER -> value.isNumber();
      case BOOLEAN -> value.isBoolean();
      case CHOICE -> value.isTextual() && setting.options().contains(value.asText());
      case LIST -> {
        boolean texts = value.isArray();
        for (JsonNode each : value) {
          texts &= each.isTextual();
        }
        yield texts;
      }
    };
  }

  private static String expected(Setting setting) {
    return switch (setting.type()) {
      case TEXT, SIGNING_SECRET -> "a text";
      case NUMBER -> "a number";
      case BOOLEAN -> "true or false";
      case CHOICE -> "one of " + setting.options();
      case LIST -> "a list of texts";
    };
  }
}
