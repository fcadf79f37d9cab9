package dev.tributary.sandbox.hubspot;

import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.hubspot.Refusal.Detail;
import java.util.List;
import java.util.Map;

/** Why HubSpot refuses a property's value. */
record ValueError(String property, String code, String message) {
  static ValueError unknownProperty(String name) {
    return new ValueError(
        name, "PROPERTY_DOESNT_EXIST", "Property \"%s\" does not exist".formatted(name));
  }

  static ValueError invalidEmail(String value) {
    return new ValueError("email", "INVALID_EMAIL", "Email address %s is invalid".formatted(value));
  }

  static ValueError taken(
      ObjectType type, Property property, String value, String id, String otherId) {
    return new ValueError(
        property.name(),
        "CONFLICTING_UNIQUE_VALUE",
        "Cannot set PropertyValueCoordinates{portalId=%d, objectTypeId=%s, propertyName=%s, value=%s} on %s. %s already has that value."
            .formatted(Account.PORTAL_ID, type.id(), property.name(), value, id, otherId));
  }

  String json() {
    return Json.LENIENT
        .createObjectNode()
        .put("isValid", false)
        .put("message", message)
        .put("error", code)
        .put("name", property)
        .put("localizedErrorMessage", message)
        .put("portalId", Account.PORTAL_ID)
        .toString();
  }

  Detail detail() {
    return new Detail(message, code, null, Map.of("propertyName", List.of(property)));
  }
}
