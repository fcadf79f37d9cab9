package dev.tributary.sandbox.hubspot;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The kinds of CRM object that this stand-in supports. */
public enum ObjectType {
  CONTACTS("0-1", "contact", "lastmodifieddate", List.of("email", "firstname", "lastname")),
  COMPANIES("0-2", "company", "hs_lastmodifieddate", List.of("domain", "name")),
  DEALS(
      "0-3",
      "deal",
      "hs_lastmodifieddate",
      List.of("amount", "closedate", "dealname", "dealstage", "pipeline")),
  TICKETS(
      "0-5",
      "ticket",
      "hs_lastmodifieddate",
      List.of("content", "hs_pipeline", "hs_pipeline_stage", "hs_ticket_priority", "subject"));

  private final String id;
  private final String singular;
  private final String modifiedProperty;
  private final List<String> defaultProperties;

  ObjectType(String id, String singular, String modifiedProperty, List<String> defaultProperties) {
    this.id = id;
    this.singular = singular;
    this.modifiedProperty = modifiedProperty;
    this.defaultProperties = defaultProperties;
  }

  /** As in {@code objectTypeId}. */
  public String id() {
    return id;
  }

  public String plural() {
    return name().toLowerCase(Locale.ROOT);
  }

  String singular() {
    return singular;
  }

  String modifiedProperty() {
    return modifiedProperty;
  }

  /** The properties in an answer if the caller requests none. */
  List<String> defaultProperties() {
    return defaultProperties;
  }

  /**
   * HubSpot accepts the plural, the singular and the id.
   *
   * @throws Refusal if there is no such type
   */
  public static ObjectType named(String name) {
    return Arrays.stream(values())
        .filter(t -> t.id.equals(name) || t.singular.equals(name) || t.plural().equals(name))
        .findFirst()
        .orElseThrow(() -> Refusal.validation("Unable to infer object type from: " + name));
  }
}
