package dev.tributary.destinations.connectors.hubspot;

import static dev.tributary.destinations.connector.Manifest.FieldType.BOOLEAN;
import static dev.tributary.destinations.connector.Manifest.FieldType.DATE;
import static dev.tributary.destinations.connector.Manifest.FieldType.NUMBER;
import static dev.tributary.destinations.connector.Manifest.FieldType.TEXT;

import dev.tributary.destinations.connector.EffectClass;
import dev.tributary.destinations.connector.Manifest;
import dev.tributary.destinations.connector.Manifest.Field;
import dev.tributary.destinations.connector.Manifest.ObjectType.Kind;
import dev.tributary.destinations.connector.Manifest.RateLimit;
import dev.tributary.destinations.connector.Manifest.Removal;
import dev.tributary.destinations.connector.Manifest.Setting;
import dev.tributary.destinations.connector.ManifestBuilder;
import dev.tributary.destinations.connector.ManifestObjectTypeBuilder;
import java.util.List;

/** The manifest of the HubSpot connector. */
final class HubSpotManifest {
  static final String TOKEN = "accessToken";
  static final String CONTACTS = "contacts";
  static final String COMPANIES = "companies";
  static final String LIST_MEMBERSHIPS = "list-memberships";
  static final String LIST = "list";
  static final String CUSTOM_PROPERTIES = "customProperties";
  private static final int BATCH_SIZE = 100;
  private static final int LIST_BATCH_SIZE = 500;
  private static final int CONCURRENCY = 4;

  private static final List<Field> CONTACT_FIELDS =
      List.of(
          new Field("email", "Email", TEXT),
          new Field("firstname", "First name", TEXT),
          new Field("lastname", "Last name", TEXT),
          new Field("phone", "Phone number", TEXT),
          new Field("mobilephone", "Mobile phone number", TEXT),
          new Field("company", "Company name", TEXT),
          new Field("jobtitle", "Job title", TEXT),
          new Field("website", "Website URL", TEXT),
          new Field("address", "Street address", TEXT),
          new Field("city", "City", TEXT),
          new Field("state", "State or region", TEXT),
          new Field("zip", "Postal code", TEXT),
          new Field("country", "Country or region", TEXT),
          new Field("hs_language", "Preferred language", TEXT),
          new Field("lifecyclestage", "Lifecycle stage", TEXT),
          new Field("hs_lead_status", "Lead status", TEXT),
          new Field("date_of_birth", "Date of birth", DATE));

  private static final List<Field> COMPANY_FIELDS =
      List.of(
          new Field("name", "Company name", TEXT),
          new Field("domain", "Company domain name", TEXT),
          new Field("industry", "Industry", TEXT),
          new Field("phone", "Phone number", TEXT),
          new Field("city", "City", TEXT),
          new Field("state", "State or region", TEXT),
          new Field("country", "Country or region", TEXT),
          new Field("numberofemployees", "Number of employees", NUMBER),
          new Field("annualrevenue", "Annual revenue", NUMBER),
          new Field("is_public", "Is public", BOOLEAN));

  static final Manifest MANIFEST =
      ManifestBuilder.builder()
          .id("hubspot")
          .name("HubSpot")
          .description("Keeps contacts, companies and static lists up to date.")
          .effectClass(EffectClass.A)
          .settings(
              List.of(
                  Setting.secret(
                      TOKEN,
                      "Access token",
                      "Of a private app with the scopes crm.objects.contacts.write,"
                          + " crm.objects.companies.read, crm.objects.companies.write,"
                          + " crm.lists.read and crm.lists.write"),
                  Setting.optional(
                      CUSTOM_PROPERTIES,
                      "Custom properties",
                      "Internal names of your own properties that syncs may fill",
                      Setting.Type.LIST)))
          .objects(
              List.of(
                  ManifestObjectTypeBuilder.builder()
                      .name(CONTACTS)
                      .label("Contacts")
                      .kind(Kind.RECORD)
                      .fields(CONTACT_FIELDS)
                      .otherFields(null)
                      .matchFields(List.of("email"))
                      .batchSize(BATCH_SIZE)
                      .removal(Removal.ARCHIVED)
                      .memberships(LIST_MEMBERSHIPS)
                      .settings(List.of())
                      .build(),
                  ManifestObjectTypeBuilder.builder()
                      .name(COMPANIES)
                      .label("Companies")
                      .kind(Kind.RECORD)
                      .fields(COMPANY_FIELDS)
                      .otherFields(null)
                      .matchFields(List.of())
                      .batchSize(BATCH_SIZE)
                      .removal(Removal.ARCHIVED)
                      .memberships(null)
                      .settings(List.of())
                      .build(),
                  ManifestObjectTypeBuilder.builder()
                      .name(LIST_MEMBERSHIPS)
                      .label("List memberships")
                      .kind(Kind.MEMBERSHIP)
                      .fields(List.of())
                      .otherFields(null)
                      .matchFields(List.of())
                      .batchSize(LIST_BATCH_SIZE)
                      .removal(Removal.LEAVES_LIST)
                      .memberships(null)
                      .settings(
                          List.of(
                              Setting.required(
                                  LIST,
                                  "List",
                                  "The static list that the audience becomes, found or created by"
                                      + " this name")))
                      .build()))
          .rateLimits(List.of(new RateLimit(100, 10)))
          .concurrency(CONCURRENCY)
          .addressOverridable(true)
          .sources(
              List.of(
                  "HubSpot public API descriptions: CRM contacts, companies and lists v3",
                  "https://developers.hubspot.com/docs/api/usage-details (limits by plan)"))
          .build();

  private HubSpotManifest() {}

  /**
   * Whether several records can have the same value. HubSpot's own properties of companies are not
   * unique; a property of the customer that names a record is.
   */
  static boolean notUnique(String object, String field) {
    return object.equals(COMPANIES)
        && COMPANY_FIELDS.stream().anyMatch(known -> known.name().equals(field));
  }
}
