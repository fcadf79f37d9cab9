package dev.tributary.destinations.declared;

import static dev.tributary.destinations.declared.ConnectedStandIn.item;
import static dev.tributary.destinations.declared.ConnectedStandIn.sha256;
import static dev.tributary.destinations.declared.ContractObject.declared;
import static dev.tributary.destinations.declared.ContractObject.event;
import static dev.tributary.destinations.declared.ContractObject.membership;
import static dev.tributary.destinations.declared.ContractObject.record;

import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.Mode;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.WriteFailure;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** All objects of the connectors whose vendors the tests have. */
final class ContractObjects {
  private static final String EMAIL = "p#@example.org";
  private static final String PERSON = "{\"name\": \"Ann\"}";
  private static final String CONSENT = "{\"adUserData\": \"CONSENT_GRANTED\"}";
  private static final String TICKET =
      "{\"description\": \"A refund waits\", \"requester_name\": \"Me\", \"requester_email\": \"%s\"}";
  private static final String ONLY_A_KEY = "An item has no field but that of its key";
  private static final String ONE_EXISTS = "A list has only records that exist, and one exists";
  private static final String NEEDED = "The vendor takes no record without this text";
  private static final String OF_A_RECORD = "A list has the records, and these can be merged";
  private static final String HASHES = "An audience has hashes of addresses and no records";
  private static final String NO_TEXT = "The stand-in shows no field that takes any text";
  private static final String NO_REFUSAL = "Google answers 2xx to all requests";
  private static final int FEW = 20;

  private ContractObjects() {}

  static List<ContractObject> all() {
    return Stream.of(
            HubSpotObjects.all(),
            StoreObjects.s3(),
            StoreObjects.webhook(),
            StoreObjects.kafka(),
            StoreObjects.postgresql(),
            braze(),
            customerIo(),
            gainsight(),
            googleAds(),
            googleAnalytics(),
            klaviyo(),
            mailchimp(),
            marketo(),
            meta(),
            netSuite(),
            salesforce(),
            sap(),
            slack(),
            workday(),
            zendesk())
        .flatMap(List::stream)
        .toList();
  }

  private static List<ContractObject> braze() {
    SandboxAccount account =
        SandboxAccount.of(
            "braze", "{\"instance\": \"eu-01\"}", Map.of("apiKey", "secret-key-of-braze"));
    return List.of(
        record(account, "users", "external_id", "u#")
            .with("{\"plan\": \"gold\"}")
            .bad("{\"email_subscribe\": \"perhaps\"}")
            .text("plan")
            .writes("/users/track")
            .merged("/records/users")
            .after(Duration.ofSeconds(2)),
        event(account, "events")
            .with("{\"user\": \"u#\", \"name\": \"bought\", \"time\": \"$now\"}")
            .bad("{\"user\": \"u#\", \"time\": \"$now\"}")
            .text("name")
            .writes("/users/track")
            .stored("/events/events")
            .marked("u#")
            .after(Duration.ofSeconds(2)),
        record(account, "subscriptions", "external_id", "u#")
            .sync("{\"group\": \"news\"}")
            .prepared(ContractObjects::usersOfBraze)
            .without(ContractCase.BAD_ITEM, ONLY_A_KEY)
            .without(ContractCase.TEXT, ONLY_A_KEY)
            .without(ContractCase.LETTERS, ONE_EXISTS)
            .without(ContractCase.MERGE, OF_A_RECORD)
            .writes("/subscription/status/set")
            .stored("/members/subscriptions/news"));
  }

  private static String usersOfBraze(ConnectedStandIn braze) {
    IntStream.rangeClosed(1, FEW)
        .forEach(i ->
            braze.control(
                "POST", "/records/users", "{\"keys\": {\"external_id\": \"u%d\"}}".formatted(i)));
    return "";
  }

  private static List<ContractObject> customerIo() {
    SandboxAccount account =
        SandboxAccount.of(
            "customer-io",
            "{\"siteId\": \"site\", \"region\": \"us\"}",
            Map.of("apiKey", "secret-key-of-customer-io", "appApiKey", "secret-of-the-app-api"));
    return List.of(
        declared(account, "people")
            .bad("{\"plan\": \"%s\"}".formatted("x".repeat(2_000)))
            .writes("/api/v2/batch")
            .merged("/records/people"),
        record(account, "segment-members", "id", "c#")
            .sync("{\"segment\": 1}")
            .prepared(ContractObjects::segmentOfCustomerIo)
            .without(ContractCase.BAD_ITEM, ONLY_A_KEY)
            .without(ContractCase.TEXT, ONLY_A_KEY)
            .without(ContractCase.LETTERS, ONE_EXISTS)
            .without(ContractCase.MERGE, OF_A_RECORD)
            .writes("/add_customers")
            .stored("/members/segments/1")
            .marked(number -> "\"cio_%012x\"".formatted(number + 1))
            .full(FEW),
        record(account, "named-segment-members", "id", "c#")
            .sync("{\"segment\": \"Loyal\"}")
            .prepared(ContractObjects::peopleOfCustomerIo)
            .without(ContractCase.BAD_ITEM, ONLY_A_KEY)
            .without(ContractCase.TEXT, ONLY_A_KEY)
            .without(ContractCase.LETTERS, ONE_EXISTS)
            .without(ContractCase.MERGE, OF_A_RECORD)
            .writes("/add_customers")
            .stored(customerIo -> ofFirst(customerIo, "segments", "/members/segments/%s"))
            .marked("\"cio_%012x\""::formatted)
            .full(FEW),
        event(account, "events")
            .with("{\"person\": \"c#\", \"name\": \"bought\", \"time\": \"$now\"}")
            .bad("{\"person\": \"c#\"}")
            .text("name")
            .writes("/api/v2/batch")
            .stored("/events/events")
            .marked("c#"));
  }

  /** The segment, and its members after it. */
  private static String segmentOfCustomerIo(ConnectedStandIn customerIo) {
    customerIo.control("POST", "/records/segments", "{\"values\": {\"name\": \"Loyal\"}}");
    return peopleOfCustomerIo(customerIo);
  }

  private static String peopleOfCustomerIo(ConnectedStandIn customerIo) {
    IntStream.rangeClosed(1, FEW)
        .forEach(i ->
            customerIo.control(
                "POST", "/records/people", "{\"keys\": {\"id\": \"c%d\"}}".formatted(i)));
    return "";
  }

  private static List<ContractObject> gainsight() {
    SandboxAccount account =
        SandboxAccount.of(
            "gainsight", "{\"domain\": \"acme\"}", Map.of("accessKey", "secret-key-of-gainsight"));
    return List.of(
        record(account, "companies", "External_Id__gc", "c-#")
            .with("{\"Name\": \"Acme\"}")
            .bad("{\"ARR\": \"much\"}")
            .text("Name")
            .writes("/data/objects/Company")
            .merged("/records/Company"),
        declared(account, "people")
            .badValue("nobody#")
            .ignoringCase()
            .writes("/people")
            .merged("/records/people"),
        record(account, "custom-objects", "External_Id__gc", "s-#")
            .sync("{\"object\": \"Subscription__gc\"}")
            .with("{\"Name\": \"Acme\"}")
            .bad("{\"Amount__gc\": \"much\"}")
            .text("Name")
            .writes("/data/objects/Subscription__gc")
            .merged("/records/Subscription__gc"),
        event(account, "calls-to-action")
            .sync(
                "{\"companyField\": \"External_Id__gc\", \"type\": \"Risk\", \"reason\": \"Usage\","
                    + " \"status\": \"New\", \"priority\": \"High\"}")
            .prepared(ContractObjects::companyOfGainsight)
            .with(callToAction("c-0"))
            .bad(callToAction("unknown"))
            .text("comments")
            .writes("/cockpit/cta")
            .stored("/events/calls-to-action")
            .marked("Call #"));
  }

  private static String companyOfGainsight(ConnectedStandIn gainsight) {
    gainsight.control("POST", "/records/Company", "{\"values\": {\"External_Id__gc\": \"c-0\"}}");
    return "";
  }

  private static String callToAction(String company) {
    return ("{\"company\": \"%s\", \"name\": \"Call #\", \"ownerEmail\": \"sam@example.org\","
            + " \"dueDate\": \"2027-01-15\"}")
        .formatted(company);
  }

  private static List<ContractObject> googleAds() {
    SandboxAccount account =
        SandboxAccount.of(
                "google-ads",
                "{\"customerId\": \"1234567890\", \"loginCustomerId\": \"1234567890\","
                    + " \"customerMatchTerms\": \"ACCEPTED\", \"clientId\": \"client-1\"}",
                Map.of("clientSecret", "secret-of-google-ads"))
            .signedIn(ContractObjects::signInToGoogle);
    String conversion =
        "{\"transactionId\": \"o-#\", \"time\": \"$now\", \"eventSource\": \"WEB\", %s}";
    Duration processed = Duration.ofMinutes(31);
    return List.of(
        declared(account, "emails")
            .sync("{\"audience\": \"Loyal\"}")
            .without(ContractCase.MERGE, HASHES)
            .with(CONSENT)
            .badValue("")
            .ignoringCase()
            .writes(":ingest")
            .stored(google -> ofFirst(google, "user-lists", "/members/audiences/%s"))
            .marked(number -> sha256(ContractObject.numbered(EMAIL, number)))
            .after(processed),
        declared(account, "phones")
            .sync("{\"audience\": \"Loyal\"}")
            .without(ContractCase.MERGE, HASHES)
            .with(CONSENT)
            .badValue("030 #")
            .writes(":ingest")
            .stored(google -> ofFirst(google, "user-lists", "/members/audiences/%s"))
            .marked(number -> sha256("+3161234" + number))
            .after(processed),
        event(account, "click-conversions")
            .sync("{\"conversionAction\": \"88\"}")
            .with(conversion.formatted("\"gclid\": \"g-#\""))
            .bad("{\"time\": \"$now\", \"eventSource\": \"WEB\", \"gclid\": \"g-#\"}")
            .text("gclid")
            .writes("events:ingest")
            .stored("/events/events")
            .marked("o-#")
            .after(processed),
        event(account, "conversions")
            .sync("{\"conversionAction\": \"88\"}")
            .with(conversion.formatted("\"email\": \"p#@example.org\""))
            .bad("{\"time\": \"$now\", \"eventSource\": \"WEB\", \"email\": \"p#@example.org\"}")
            .text("gclid")
            .writes("events:ingest")
            .stored("/events/events")
            .marked("o-#")
            .after(processed));
  }

  /** As a program of the customer does, with a service account. */
  private static void signInToGoogle(ConnectedStandIn google) {
    String claims =
        "{\"iss\":\"robot\",\"exp\":%d}".formatted(google.now().getEpochSecond() + 3_600);
    String assertion =
        "e30.%s.s"
            .formatted(
                Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(claims.getBytes(StandardCharsets.UTF_8)));
    google.useToken(
        google
            .call(
                "POST",
                "/google-ads/token",
                Map.of("content-type", "application/x-www-form-urlencoded"),
                "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion="
                    + assertion)
            .path("access_token")
            .asText());
  }

  private static List<ContractObject> googleAnalytics() {
    SandboxAccount account =
        SandboxAccount.of(
                "google-analytics-4",
                "{\"measurementId\": \"G-1\", \"region\": \"global\"}",
                Map.of("apiSecret", "secret-key-of-analytics"))
            .named("google-analytics");
    return List.of(
        event(account, "events")
            .with("{\"clientId\": \"1.2\", \"name\": \"bought\", \"userId\": \"u#\"}")
            .bad("{\"clientId\": \"1.2\", \"name\": \"first_open\", \"userId\": \"u#\"}")
            .text("transactionId")
            .without(WriteFailure.UNAUTHORISED, NO_REFUSAL)
            .writes("/mp/collect")
            .stored("/events/events")
            .marked("u#"));
  }

  private static List<ContractObject> klaviyo() {
    SandboxAccount account =
        SandboxAccount.of("klaviyo", "{}", Map.of("apiKey", "pk_secret_of_a_test"));
    ContractObject profiles =
        declared(account, "profiles")
            .badValue("nobody#")
            .ignoringCase()
            .writes("/api/profile-import")
            .merged("/records/profiles")
            .removedLater()
            .after(Duration.ofMinutes(1))
            // A larger one becomes a job.
            .full(10);
    return List.of(
        profiles,
        membership(profiles, "list-memberships")
            .sync("{\"list\": \"Loyal\"}")
            .writes("/relationships/profiles")
            .stored(klaviyo -> ofFirst(klaviyo, "lists", "/lists/%s/members"))
            .full(FEW),
        record(account, "email-consent", "email", EMAIL)
            .with("{\"consented_at\": \"2025-05-01T10:00:00Z\"}")
            .bad("{}")
            .without(ContractCase.TEXT, NO_TEXT)
            .ignoringCase()
            .writes("/profile-subscription-bulk-")
            .merged("/records/profiles")
            .removed("UNSUBSCRIBED")
            .after(Duration.ofMinutes(1)),
        event(account, "events")
            .with(
                "{\"email\": \"p#@example.org\", \"metric\": \"Bought #\", \"time\": \"$now\","
                    + " \"properties\": {\"number\": 1}}")
            .bad("{\"email\": \"p#@example.org\", \"properties\": {\"number\": 1}}")
            .text("metric")
            .writes("/api/event-bulk-create-jobs")
            .stored("/events/events")
            .marked("Bought #"));
  }

  private static List<ContractObject> mailchimp() {
    SandboxAccount account =
        SandboxAccount.of(
                "mailchimp",
                "{\"dataCenter\": \"us1\", \"audience\": \"list1\"}",
                Map.of("apiKey", "secret-key-of-mailchimp"))
            .signedIn(mailchimp ->
                mailchimp.control("POST", "/records/lists", "{\"values\": {\"name\": \"News\"}}"));
    ContractObject contacts =
        record(account, "contacts", "email_address", EMAIL)
            .with("{\"status_if_new\": \"subscribed\", \"FNAME\": \"Ann\"}")
            .badValue("nobody#")
            .text("FNAME")
            .ignoringCase()
            // Its API (3.0.55, OpenAPI) has no merge. Source of the reason, read 2026-12-01:
            // https://mailchimp.com/help/remove-duplicates-and-bounces-with-excel/
            .without(ContractCase.MERGE, "An audience has each address once, and no merge")
            .writes("/members/")
            .stored("/records/members")
            .removed("\"archived\"");
    return List.of(
        contacts,
        membership(contacts, "tags")
            .sync("{\"tag\": \"vip\"}")
            .writes("/tags")
            .stored(mailchimp -> ofFirst(mailchimp, "segments", "/members/segments/%s"))
            // Members have another id in the control API than in the API.
            .marked(number -> "\"contact%d\"".formatted(number + 1))
            .full(10),
        event(account, "events")
            .prepared(mailchimp ->
                written(
                    mailchimp,
                    "contacts",
                    item(
                        0,
                        "email_address",
                        "p0@example.org",
                        "{\"status_if_new\": \"subscribed\"}")))
            .with("{\"email\": \"p0@example.org\", \"name\": \"bought #\"}")
            .bad("{\"email\": \"p0@example.org\", \"name\": \"#\"}")
            .without(ContractCase.TEXT, NO_TEXT)
            .writes("/events")
            .stored("/events/events")
            .marked("bought #")
            .full(9));
  }

  /** Writes a record, and returns its id at the vendor. */
  static String written(ConnectedStandIn vendor, String object, Item item) {
    Outcome.Delivered delivered = (Outcome.Delivered) vendor.write(object, item).getFirst();
    return String.valueOf(delivered.vendorId());
  }

  private static List<ContractObject> marketo() {
    SandboxAccount account =
        SandboxAccount.of(
            "marketo",
            "{\"munchkinId\": \"123-abc-456\", \"clientId\": \"client\"}",
            Map.of("clientSecret", "secret-of-marketo"));
    ContractObject leads =
        record(account, "leads", "email", EMAIL)
            .with("{\"firstName\": \"Ann\"}")
            .badValue("nobody#")
            .text("firstName")
            .ignoringCase()
            .writes("/rest/v1/leads")
            .merged("/records/leads");
    return List.of(
        leads,
        membership(leads, "list-members")
            .sync("{\"list\": \"Loyal\", \"folder\": 12}")
            .writes("/rest/v1/lists/")
            .stored(marketo -> ofFirst(marketo, "lists", "/members/lists/%s"))
            .full(FEW),
        record(account, "custom-objects", "orderNumber", "o-#")
            .sync("{\"type\": \"order_c\"}")
            .with("{\"total\": 9.5}")
            .bad("{\"total\": \"much\"}")
            .without(ContractCase.TEXT, NO_TEXT)
            .ignoringCase()
            .writes("/rest/v1/customobjects/")
            .merged("/records/order_c"),
        event(account, "activities")
            .sync("{\"activityType\": 100001}")
            .prepared(
                marketo -> written(marketo, "leads", item(0, "email", "p0@example.org", "{}")))
            .with(
                "{\"leadId\": \"$id\", \"primaryAttributeValue\": \"Order #\","
                    + " \"activityDate\": \"$now\"}")
            .bad("{\"leadId\": \"$id\", \"activityDate\": \"$now\"}")
            .text("primaryAttributeValue")
            .writes("/activities/external")
            .stored("/events/activities")
            .marked("Order #"));
  }

  private static List<ContractObject> meta() {
    SandboxAccount audiences =
        SandboxAccount.of(
                "meta-audiences",
                "{\"adAccount\": \"77\", \"customerFileSource\": \"USER_PROVIDED_ONLY\"}",
                Map.of("accessToken", "secret-token-of-meta"))
            .named("meta");
    SandboxAccount conversions =
        SandboxAccount.of(
                "meta-conversions",
                "{\"pixelId\": \"1234\"}",
                Map.of("accessToken", "secret-token-of-meta"))
            .named("meta");
    Duration applied = Duration.ofHours(2);
    String event =
        "{\"event_name\": \"Purchase\", \"event_id\": \"id-#\", \"event_time\": \"$now\","
            + " \"action_source\": \"website\", \"fbp\": %s}";
    return List.of(
        declared(audiences, "emails")
            .sync("{\"audience\": \"Loyal\"}")
            .without(ContractCase.MERGE, HASHES)
            .badValue("")
            .ignoringCase()
            .writes("/users")
            .stored(ContractObjects::audienceOfMeta)
            .marked(number -> sha256(ContractObject.numbered(EMAIL, number)))
            .after(applied),
        declared(audiences, "phones")
            .sync("{\"audience\": \"Loyal\"}")
            .without(ContractCase.MERGE, HASHES)
            .badValue("unknown")
            .writes("/users")
            .stored(ContractObjects::audienceOfMeta)
            .marked(number -> sha256("3161234" + number))
            .after(applied),
        event(conversions, "events")
            .with(event.formatted("\"fb.1.2.3\""))
            .bad(event.formatted("null"))
            .text("order_id")
            .writes("/1234/events")
            .stored("/events/events")
            .marked("id-#"));
  }

  private static String audienceOfMeta(ConnectedStandIn meta) {
    return ofFirst(meta, "audiences", "/members/audiences/%s");
  }

  /** A path with the id of the first record of a kind; empty if there is none yet. */
  private static String ofFirst(ConnectedStandIn vendor, String kind, String path) {
    String id = vendor.control("/records/" + kind).at("/records/0/id").asText();
    return id.isEmpty() ? "" : path.formatted(id);
  }

  private static List<ContractObject> netSuite() {
    SandboxAccount account =
        SandboxAccount.of(
            "netsuite",
            "{\"account\": \"1234567\", \"clientId\": \"client-1\", \"certificateId\": \"c1\"}",
            Map.of("privateKey", ConnectedStandIn.privateKey()));
    String entry =
        "{\"subsidiary\": {\"id\": \"1\"}, \"lines\": [{\"account\": {\"id\": \"58\"},"
            + " \"debit\": 12.5}, {\"account\": {\"id\": \"59\"}, \"credit\": %s}]}";
    return List.of(
        record(account, "invoices", "externalId", "INV-#")
            .with(
                "{\"entity\": {\"id\": \"1\"}, \"lines\": [{\"item\": {\"id\": \"5\"},"
                    + " \"quantity\": 2}]}")
            .bad("{\"entity\": {\"id\": \"1\"}, \"lines\": [{\"quantity\": 2}]}")
            .text("memo")
            .writes("/record/v1/")
            .merged("/records/records")
            .marked("invoice/INV-#"),
        record(account, "journal-entries", "externalId", "JE-#")
            .with(entry.formatted("12.5"))
            .bad(entry.formatted("12.4"))
            .text("memo")
            .writes("/record/v1/")
            .merged("/records/records")
            .marked("journalEntry/JE-#"),
        record(account, "records", "externalId", "SO-#")
            .sync("{\"type\": \"salesOrder\"}")
            .with(
                "{\"entity\": {\"id\": \"1\"}, \"item\": {\"items\": [{\"item\":"
                    + " {\"id\": \"5\"}}]}}")
            .bad("{\"entity\": {\"id\": \"1\"}, \"item\": {\"items\": [{\"quantity\": 2}]}}")
            .text("memo")
            .writes("/record/v1/")
            .merged("/records/records")
            .marked("salesOrder/SO-#"));
  }

  private static List<ContractObject> salesforce() {
    SandboxAccount account =
        SandboxAccount.of(
                "salesforce",
                "{\"domain\": \"acme\", \"clientId\": \"client-1\"}",
                Map.of("clientSecret", "secret-of-salesforce"))
            .signedIn(salesforce -> salesforce.signIn("/services/oauth2/token"));
    return List.of(
        ofSalesforce(account, "contacts", "Contact")
            .with("{\"LastName\": \"Lee\"}")
            .bad("{\"LastName\": \"Lee\", \"Email\": \"nobody\"}")
            .text("LastName"),
        ofSalesforce(account, "leads", "Lead")
            .with("{\"LastName\": \"Lee\", \"Company\": \"Acme\"}")
            .bad("{\"LastName\": \"Lee\", \"Company\": \"Acme\", \"Email\": \"nobody\"}")
            .text("LastName"),
        ofSalesforce(account, "accounts", "Account")
            .with("{\"Name\": \"Acme\"}")
            .bad("{\"Name\": \"Acme\", \"NumberOfEmployees\": \"many\"}")
            .text("Name"),
        ofSalesforce(account, "records", "Account")
            .sync("{\"type\": \"Account\"}")
            .with("{\"Name\": \"Acme\"}")
            .bad("{\"Name\": \"Acme\", \"NumberOfEmployees\": \"many\"}")
            .text("Name"));
  }

  private static ContractObject ofSalesforce(SandboxAccount account, String object, String type) {
    return record(account, object, "External_Id__c", "c#")
        .ignoringCase()
        .without(ContractCase.CLEARED_TEXT, NEEDED)
        .writes("/composite/sobjects/")
        .merged("/records/" + type)
        // A larger one becomes a job.
        .full(200);
  }

  private static List<ContractObject> sap() {
    SandboxAccount account =
        SandboxAccount.of(
            "sap-s4hana",
            "{\"system\": \"my300000-api\", \"user\": \"COMM\"}",
            Map.of("password", "secret-of-sap"));
    String order = "{\"SalesOrderType\": \"OR\", \"SoldToParty\": \"1000042\", \"lines\": %s}";
    return List.of(
        declared(account, "business-partners")
            .bad("{\"OrganizationBPName1\": \"Acme\", \"Colour\": \"red\"}")
            .writes("A_BusinessPartner")
            .merged("/records/partners")
            .removed("\"IsMarkedForArchiving\":true"),
        record(account, "sales-orders", "PurchaseOrderByCustomer", "O#")
            .in(Mode.CREATE_ONLY)
            .with(order.formatted("[{\"Material\": \"TG11\", \"RequestedQuantity\": \"2\"}]"))
            .bad(order.formatted("[]"))
            .without(ContractCase.TEXT, NO_TEXT)
            .writes("A_SalesOrder")
            .without(
                ContractCase.MERGE, "An order is created once: no later write names it by an id")
            .stored("/records/orders"));
  }

  private static List<ContractObject> slack() {
    SandboxAccount account = SandboxAccount.of("slack", "{}", Map.of("botToken", "xoxb-secret"));
    return List.of(
        event(account, "messages")
            .sync("{\"channel\": \"alerts\"}")
            .prepared(slack -> {
              slack.control("POST", "/records/channels", "{\"keys\": {\"name\": \"alerts\"}}");
              return "";
            })
            .with("{\"text\": \"Message #\"}")
            .bad("{}")
            .text("text")
            .writes("/api/chat.postMessage")
            .stored("/events/messages")
            .marked("Message #"));
  }

  private static List<ContractObject> workday() {
    SandboxAccount account =
        SandboxAccount.of(
            "workday",
            "{\"host\": \"wd2-impl-services1\", \"tenant\": \"acme\", \"clientId\": \"client-1\","
                + " \"user\": \"ISU\"}",
            Map.of("privateKey", ConnectedStandIn.privateKey()));
    String journal =
        "{\"company\": \"C1\", \"currency\": \"EUR\", \"accountingDate\": \"2026-11-30\","
            + " \"journalSource\": \"Shop\", \"lines\": [{\"account\": \"1000\", \"debit\": 3},"
            + " {\"account\": \"4000\", \"credit\": %d}]}";
    return List.of(
        record(account, "accounting-journals", "Accounting_Journal_ID", "J-#")
            .sync("{\"accountSet\": \"Standard\"}")
            .with(journal.formatted(3))
            .bad(journal.formatted(4))
            .text("memo")
            .without(
                ContractCase.CLEARED_TEXT,
                "No document says whether Workday clears a memo that a journal lacks")
            .writes("/Financial_Management/")
            .merged("/records/journals"));
  }

  private static List<ContractObject> zendesk() {
    SandboxAccount account =
        SandboxAccount.of(
            "zendesk",
            "{\"subdomain\": \"acme\", \"user\": \"me@example.org\"}",
            Map.of("apiToken", "secret-token-of-zendesk"));
    return List.of(
        declared(account, "users")
            .bad("{\"name\": \"Ann\", \"email\": \"nobody\"}")
            .without(ContractCase.CLEARED_TEXT, NEEDED)
            .ignoringCase()
            .writes("/api/v2/users/create_or_update")
            .merged("/records/users")
            .removed("\"active\":false"),
        record(account, "organizations", "external_id", "o#")
            .with("{\"name\": \"Acme #\"}")
            .bad("{}")
            .text("details")
            .ignoringCase()
            .writes("/api/v2/organizations/create_or_update")
            .merged("/records/organizations"),
        record(account, "phone-identities", "phone", "+3161234567#")
            .prepared(ContractObjects::usersOfZendesk)
            .with("{\"external_id\": \"u0\"}")
            .badValue("030 #")
            .without(ContractCase.TEXT, ONLY_A_KEY)
            .writes("/api/v2/users/create_or_update")
            .without(ContractCase.MERGE, "An identity is of a user, and users can be merged")
            .stored("/members/identities/phone_number"),
        record(account, "tickets", "external_id", "t#")
            .sync("{\"publicDescription\": false}")
            .with(TICKET.formatted("me@example.org"))
            .bad(TICKET.formatted("nobody"))
            .text("subject")
            .without(ContractCase.CLEARED_TEXT, "Zendesk takes no null for a subject")
            .writes("/api/v2/tickets")
            .without(
                ContractCase.MERGE, "A merged ticket stays, closed, and refuses each later change")
            .stored("/records/tickets"));
  }

  private static String usersOfZendesk(ConnectedStandIn zendesk) {
    return written(zendesk, "users", item(0, "external_id", "u0", PERSON));
  }
}
