package dev.tributary.destinations.connectors.hubspot;

import static dev.tributary.destinations.connector.Manifest.FieldType.BOOLEAN;
import static dev.tributary.destinations.connector.Manifest.FieldType.DATE;
import static dev.tributary.destinations.connector.Manifest.FieldType.NUMBER;
import static dev.tributary.destinations.connector.Manifest.FieldType.TEXT;

import dev.tributary.destinations.connector.EffectClass;
import dev.tributary.destinations.connector.Manifest;
import dev.tributary.destinations.connector.Manifest.Field;
import dev.tributary.destinations.connector.Manifest.ObjectType;
import dev.tributary.destinations.connector.Manifest.ObjectType.Kind;
import dev.tributary.destinations.connector.Manifest.RateLimit;
import dev.tributary.destinations.connector.Manifest.Removal;
import dev.tributary.destinations.connector.Manifest.Setting;
import java.util.List;

/** What the HubSpot connector declares. */
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
      new Manifest(
          "hubspot",
          "HubSpot",
          "Keeps contacts and companies current, and audiences as static lists.",
          EffectClass.A,
          List.of(
              Setting.secret(
                  TOKEN,
                  "Access token",
                  "Of a private app with the scopes crm.objects.contacts.write,"
                      + " crm.objects.companies.write, crm.lists.read and crm.lists.write"),
              Setting.optional(
                  CUSTOM_PROPERTIES,
                  "Custom properties",
                  "Internal names of your own properties that syncs may fill",
                  Setting.Type.LIST)),
          List.of(
              new ObjectType(
                  CONTACTS,
                  "Contacts",
                  Kind.RECORD,
                  CONTACT_FIELDS,
                  null,
                  List.of("email"),
                  BATCH_SIZE,
                  Removal.ARCHIVED,
                  LIST_MEMBERSHIPS,
                  List.of()),
              new ObjectType(
                  COMPANIES,
                  "Companies",
                  Kind.RECORD,
                  COMPANY_FIELDS,
                  null,
                  List.of(),
                  BATCH_SIZE,
                  Removal.ARCHIVED,
                  null,
                  List.of()),
              new ObjectType(
                  LIST_MEMBERSHIPS,
                  "List memberships",
                  Kind.MEMBERSHIP,
                  List.of(),
                  null,
                  List.of(),
                  LIST_BATCH_SIZE,
                  Removal.LEAVES_LIST,
                  null,
                  List.of(
                      Setting.required(
                          LIST,
                          "List",
                          "The static list that the audience becomes, found or created by this"
                              + " name")))),
          List.of(new RateLimit(100, 10)),
          CONCURRENCY,
          true,
          List.of(
              "HubSpot public API descriptions: CRM contacts, companies and lists v3",
              "https://developers.hubspot.com/docs/api/usage-details (limits by plan)"));

  private HubSpotManifest() {}
}
