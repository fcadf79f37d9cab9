package dev.tributary.e2e;

import static dev.tributary.e2e.Syncs.field;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.math.BigDecimal;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowingConsumer;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The use of each vendor, from the event or the row to the content of the vendor's stand-in, and
 * from a change to exactly this change there.
 */
class VendorJourneysTest {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /** Braze is written at most once a minute for each user. */
  private static final Duration SETTLED = Duration.ofSeconds(150);

  private static final Map<String, String> PROFILES = Map.of("kind", "profiles");
  private static final String MEMBER = "member";

  private final Stack stack = Stack.started();
  private final Shop shop = stack.newShop();
  private final String mark = UUID.randomUUID().toString().substring(0, 8);

  @Test
  void aNewsletterGoesByLanguageAndAReaderMovesWithTheLanguage() {
    shop.allowUnknown("marketing");
    String list = at("mailchimp").preset("lists", Map.of(), Map.of("name", "News " + mark));
    StandIn mailchimp =
        shop.destinations()
            .vendor(
                "news",
                "mailchimp",
                Map.of("dataCenter", "us1", "apiKey", "key-us1", "audience", list));
    Map<String, ?> optedIn = equal("newsletter", "subscribed");
    shop.audience("readers", optedIn);
    Map<String, Object> address = field("email_address", "identifier", "type", "email");
    shop.syncs()
        .create(
            "readers",
            "news",
            Map.of(
                "from",
                members("readers"),
                "object",
                "contacts",
                "match",
                address,
                "mapping",
                List.of(trait("status_if_new", "newsletter"), trait("language", "language")),
                "settings",
                Map.of("tag", "readers")));
    for (String language : List.of("nl", "de")) {
      shop.audience(language, Map.of("all", List.of(optedIn, equal("language", language))));
      shop.syncs()
          .create(
              "news-" + language,
              "news",
              Map.of(
                  "from",
                  members(language),
                  "object",
                  "tags",
                  "match",
                  address,
                  "settings",
                  Map.of("tag", "news-" + language)));
    }
    Source web = shop.source("web");
    web.identify("ada", reader("ada", "nl", "subscribed"));
    web.identify("bob", reader("bob", "de", "subscribed"));
    web.identify("cem", reader("cem", "de", "none"));
    eventually(() -> {
      assertThat(tagged(mailchimp, list, "news-nl")).containsExactly(email("ada"));
      assertThat(tagged(mailchimp, list, "news-de")).containsExactly(email("bob"));
    });

    web.identify("ada", reader("ada", "de", "subscribed"));
    shop.consent("bob", "marketing", "denied");
    eventually(() -> {
      assertThat(tagged(mailchimp, list, "news-nl")).isEmpty();
      assertThat(tagged(mailchimp, list, "news-de")).containsExactly(email("ada"));
      assertThat(contact(mailchimp, list, "ada").at("/values/language").asText()).isEqualTo("de");
      assertThat(tagged(mailchimp, list, "readers")).containsExactly(email("ada"));
    });
    shop.delivered();
    assertThat(contact(mailchimp, list, "bob").at("/values/status").asText())
        .as("a contact without tags stays")
        .isEqualTo("subscribed");
    assertThat(contact(mailchimp, list, "cem").isMissingNode()).isTrue();
    assertThat(mailchimp.events("resubscriptions")).isEmpty();
    documented(mailchimp);
  }

  private Map<String, ?> reader(String who, String language, String newsletter) {
    return Map.of("email", email(who), "language", language, "newsletter", newsletter);
  }

  private JsonNode contact(StandIn mailchimp, String list, String who) {
    return mailchimp.record("members", MEMBER, list + "/" + email(who));
  }

  private static List<String> tagged(StandIn mailchimp, String list, String tag) {
    String segment = mailchimp.record("segments", "name", list + "/" + tag).path("id").asText();
    List<String> ids = mailchimp.members("segments", segment);
    return mailchimp.records("members").stream()
        .filter(contact -> ids.contains(contact.path("id").asText()))
        .map(contact -> contact.at("/values/email_address").asText())
        .toList();
  }

  @Test
  void aBuyerOfAProductIsInTheListThirtyDaysLaterUnlessTheBuyerBuysAgain() {
    shop.allowUnknown("marketing");
    String list = "Kettle again " + mark;
    StandIn klaviyo = shop.destinations().vendor("mail", "klaviyo", Map.of("apiKey", "pk_test"));
    List<?> kettle = List.of(Map.of("property", "sku", "operator", "equals", "value", "kettle"));
    Map<String, ?> month = Map.of("last", Map.of("amount", 30, "unit", "days"));
    shop.audience(
        "again",
        Map.of(
            "all",
            List.of(
                Map.of("event", "Order Completed", "where", kettle),
                Map.of(
                    "event", "Order Completed", "where", kettle, "did", false, "window", month))));
    Map<String, Object> address = field("email", "identifier", "type", "email");
    shop.syncs()
        .create(
            "everybody",
            "mail",
            Map.of(
                "from",
                PROFILES,
                "object",
                "profiles",
                "match",
                address,
                "mapping",
                List.of(trait("first_name", "firstName"))));
    shop.syncs()
        .create(
            "again",
            "mail",
            Map.of(
                "from",
                members("again"),
                "object",
                "list-memberships",
                "match",
                address,
                "settings",
                Map.of("list", list)));
    Source web = shop.source("web");
    for (String who : List.of("ada", "bob", "cem")) {
      web.identify(who, Map.of("email", email(who), "firstName", who));
    }
    buys(web, "ada", "kettle", 31);
    buys(web, "bob", "kettle", 10);
    buys(web, "cem", "teapot", 31);
    eventually(() -> assertThat(listed(klaviyo, list)).containsExactly(email("ada")));

    buys(web, "ada", "kettle", 0);
    eventually(() -> assertThat(listed(klaviyo, list)).isEmpty());
    shop.admin().put(shop.path("/clock"), Map.of("offset", "P21D"));
    eventually(() -> assertThat(listed(klaviyo, list)).containsExactly(email("bob")));

    shop.syncs().rerun("everybody");
    for (String who : List.of("ada", "bob", "cem")) {
      assertThatObject(klaviyo.record("profiles", "email", email(who)))
          .as("%s, also after a run that had nothing to send", who)
          .satisfies(writtenOnce());
      assertThat(klaviyo.record("profiles", "email", email(who)).at("/values/properties"))
          .as("%s: no values of the members of the list", who)
          .isEmpty();
    }
    documented(klaviyo);
  }

  private static void buys(Source web, String who, String sku, int daysAgo) {
    web.send(
        "track",
        Map.of(
            "userId",
            who,
            "event",
            "Order Completed",
            "timestamp",
            Instant.now().minus(Duration.ofDays(daysAgo)).toString(),
            "properties",
            Map.of("sku", sku)));
  }

  private static List<String> listed(StandIn klaviyo, String name) {
    return klaviyo.records("lists").stream()
        .filter(list -> list.at("/values/name").asText().equals(name))
        .flatMap(list -> idsIn(klaviyo, list.path("id").asText()).stream())
        .map(id -> profile(klaviyo, id))
        .toList();
  }

  private static List<String> idsIn(StandIn klaviyo, String list) {
    List<String> ids = new ArrayList<>();
    klaviyo.control("lists/" + list + "/members").forEach(id -> ids.add(id.asText()));
    return ids;
  }

  private static String profile(StandIn klaviyo, String id) {
    return klaviyo.records("profiles").stream()
        .filter(profile -> profile.path("id").asText().equals(id))
        .map(profile -> profile.at("/keys/email").asText())
        .findFirst()
        .orElse("");
  }

  @Tag("soak")
  @Tag("soak-journeys")
  @Test
  void churnAndLifetimeValueAreSentAgainOnlyOfCustomersWhoseValuesHaveChanged() {
    shop.allowUnknown("marketing");
    Warehouse warehouse = shop.warehouse();
    warehouse.execute(
        "create table customers as select '%s-' || i as customer_id, 0.5 as churn, 100 * i as value"
                .formatted(mark)
            + " from range(5) t(i)");
    warehouse.connect();
    warehouse.people(
        "customers",
        "customer_id",
        Map.of(
            "identifiers", Map.of("customer_id", "user_id"),
            "traits", Map.of("churn", "churnScore", "value", "lifetimeValue")));
    StandIn braze =
        shop.destinations()
            .vendor("braze", "braze", Map.of("apiKey", "key-of-a-test", "instance", "eu-01"));
    shop.syncs()
        .create(
            "scores",
            "braze",
            Map.of(
                "from",
                PROFILES,
                "object",
                "users",
                "match",
                field("external_id", "identifier", "type", "user_id"),
                "mapping",
                List.of(
                    trait("churn_score", "churnScore"), trait("lifetime_value", "lifetimeValue"))));
    ran(warehouse, "customers");
    eventually(() -> {
      for (int i = 0; i < 5; i++) {
        assertThatObject(braze.record("users", "external_id", mark + "-" + i))
            .satisfies(has("/values/churn_score", 0.5), has("/values/lifetime_value", 100 * i));
      }
    });
    shop.delivered();
    long points = dataPoints(braze);

    assertThat(ran(warehouse, "customers").path("toPublish").asInt(-1)).isZero();
    shop.syncs().rerun("scores");
    assertThat(dataPoints(braze)).isEqualTo(points);

    warehouse.execute("update customers set churn = 0.9 where customer_id = '" + mark + "-3'");
    warehouse.execute("insert into customers values ('" + mark + "-5', 0.1, 7)");
    ran(warehouse, "customers");
    eventually(
        SETTLED,
        () -> {
          assertThatObject(braze.record("users", "external_id", mark + "-3"))
              .satisfies(has("/values/churn_score", 0.9), has("/values/lifetime_value", 300));
          assertThatObject(braze.record("users", "external_id", mark + "-5"))
              .satisfies(has("/values/lifetime_value", 7));
        });
    shop.delivered();
    assertThat(dataPoints(braze))
        .as("the changed attribute of a user, and two of the new one")
        .isEqualTo(points + 3);
    documented(braze);
  }

  private static long dataPoints(StandIn braze) {
    return braze.control("data-points").path("attributes").asLong();
  }

  @Test
  void theUseOfTheProductStandsOnTheAccountsOfSalesforce() {
    Warehouse warehouse = shop.warehouse();
    warehouse.execute("create table usage (account text, name text, person text)");
    warehouse.execute(
        "insert into usage select '%1$s-' || i %% 3, 'Account ' || i %% 3, 'p' || i".formatted(mark)
            + " from range(9) t(i)");
    warehouse.connect();
    warehouse.query(
        "accounts",
        "select account, any_value(name) as name, count(distinct person) as people, count(*) as"
            + " uses from usage group by account",
        "account");
    StandIn salesforce =
        shop.destinations()
            .vendor(
                "crm",
                "salesforce",
                Map.of("domain", "acme", "clientId", "3MVG9", "clientSecret", "secret-of-a-test"));
    shop.destinations().connect("crm");
    for (String custom : List.of("Active_People__c", "Uses__c")) {
      salesforce.preset("fields", Map.of("name", "Account." + custom), Map.of("type", "int"));
    }
    shop.syncs()
        .create(
            "usage",
            "crm",
            Map.of(
                "from", Map.of("kind", "model", "model", "accounts"),
                "object", "accounts",
                "mode", "upsert",
                "match", column("External_Id__c", "account"),
                "mapping",
                    List.of(
                        column("Name", "name"),
                        column("Active_People__c", "people"),
                        column("Uses__c", "uses"))));
    ran(warehouse, "accounts");
    eventually(() -> {
      for (int i = 0; i < 3; i++) {
        assertThatObject(account(salesforce, i))
            .satisfies(has("/values/Active_People__c", 3), has("/values/Uses__c", 3));
      }
    });

    warehouse.execute("insert into usage values ('%s-1', 'Account 1', 'p1')".formatted(mark));
    warehouse.execute("delete from usage where account = '%s-2'".formatted(mark));
    ran(warehouse, "accounts");
    eventually(() ->
        assertThatObject(account(salesforce, 1))
            .satisfies(has("/values/Active_People__c", 3), has("/values/Uses__c", 4)));
    shop.delivered();
    assertThatObject(account(salesforce, 0)).satisfies(writtenOnce());
    assertThat(account(salesforce, 1).path("writes").asInt()).isEqualTo(2);
    assertThatObject(account(salesforce, 2))
        .as("an account without use stays")
        .satisfies(writtenOnce(), has("/values/Uses__c", 3));
    documented(salesforce);
  }

  private JsonNode account(StandIn salesforce, int number) {
    return salesforce.record("Account", "External_Id__c", mark + "-" + number);
  }

  @Tag("soak")
  @Tag("soak-journeys")
  @Test
  void theSupportSeesByThePhoneNumberWhoIsAVip() {
    shop.allowUnknown("marketing");
    Source web = shop.source("web");
    web.identify("vera-" + mark, Map.of("name", "Vera", "phone", "06 1234 5678"));
    web.identify("wim-" + mark, Map.of("name", "Wim", "phone", "+31 6 8765 4321"));
    Warehouse warehouse = shop.warehouse();
    warehouse.execute(
        "create table calls as select * from (values ('+31612345678', 2500), ('0687654321', 40))"
            + " t(phone, spent)");
    warehouse.connect();
    warehouse.people(
        "calls",
        "phone",
        Map.of("identifiers", Map.of("phone", "phone"), "traits", Map.of("spent", "spent")));
    shop.audience("vip", Map.of("trait", "spent", "operator", "atLeast", "value", 1000));
    at("zendesk").preset("fields", Map.of("key", "user.vip"), Map.of("type", "checkbox"));
    StandIn zendesk =
        shop.destinations()
            .vendor(
                "support",
                "zendesk",
                Map.of("subdomain", "acme", "user", "me@shop.example", "apiToken", "token-1"));
    shop.syncs()
        .create(
            "callers",
            "support",
            Map.of(
                "from",
                PROFILES,
                "object",
                "users",
                "match",
                field("external_id", "identifier", "type", "user_id"),
                "mapping",
                List.of(
                    trait("name", "name"),
                    field("phone", "identifier", "type", "phone"),
                    field("vip", "membership", "audience", "vip"))));
    ran(warehouse, "calls");
    eventually(() -> {
      assertThatObject(caller(zendesk, "+31612345678"))
          .satisfies(has("/values/name", "Vera"), has("/values/user_fields/vip", true));
      assertThatObject(caller(zendesk, "+31687654321"))
          .satisfies(has("/values/name", "Wim"), has("/values/user_fields/vip", false));
    });
    int writes = caller(zendesk, "+31687654321").path("writes").asInt();

    warehouse.execute("update calls set spent = 10 where phone = '+31612345678'");
    ran(warehouse, "calls");
    eventually(() ->
        assertThatObject(caller(zendesk, "+31612345678"))
            .satisfies(has("/values/user_fields/vip", false)));
    shop.delivered();
    assertThat(caller(zendesk, "+31687654321").path("writes").asInt())
        .as("the other user is not written again")
        .isEqualTo(writes);
    assertThat(zendesk.control("mails").path("mails").asInt(-1)).isZero();
    documented(zendesk);
  }

  /** The user of this shop with a phone number, as a call shows it to an agent. */
  private JsonNode caller(StandIn zendesk, String phone) {
    return zendesk.records("users").stream()
        .filter(user -> user.at("/keys/external_id").asText().endsWith(mark))
        .filter(user -> user.at("/values/phone").asText().equals(phone))
        .findFirst()
        .orElseGet(MissingNode::getInstance);
  }

  @Tag("soak")
  @Tag("soak-journeys")
  @Test
  void aWonDealIsHandedOverOnceToTheCustomerSuccessManager() {
    shop.allowUnknown("marketing");
    Warehouse warehouse = shop.warehouse();
    warehouse.execute(
        "create table companies as select '%s-' || i as company, 'Company ' || i as name,"
                .formatted(mark)
            + " 'Onboarding' as stage from range(2) t(i)");
    warehouse.connect();
    warehouse.rows("companies", "company");
    StandIn gainsight =
        shop.destinations()
            .vendor("success", "gainsight", Map.of("domain", "acme", "accessKey", "key-of-a-test"));
    shop.syncs()
        .create(
            "companies",
            "success",
            Map.of(
                "from", Map.of("kind", "model", "model", "companies"),
                "object", "companies",
                "match", column("External_Id__gc", "company"),
                "mapping", List.of(column("Name", "name"), column("Stage", "stage"))));
    shop.syncs()
        .create(
            "handover",
            "success",
            Map.of(
                "from", Map.of("kind", "events", "names", List.of("Deal Won")),
                "object", "calls-to-action",
                "mapping",
                    List.of(
                        field("company", "property", "path", "company"),
                        field("name", "property", "path", "title"),
                        field("ownerEmail", "property", "path", "manager"),
                        field("dueDate", "property", "path", "start")),
                "settings",
                    Map.of(
                        "companyField", "External_Id__gc",
                        "type", "Lifecycle",
                        "reason", "Handover",
                        "status", "New",
                        "priority", "High")));
    ran(warehouse, "companies");
    eventually(
        () -> assertThatObject(company(gainsight, 1)).satisfies(has("/values/Name", "Company 1")));

    Source sales = shop.source("sales");
    dealWon(sales, "Deal Won");
    dealWon(sales, "Deal Won");
    dealWon(sales, "Deal Lost");
    eventually(() -> assertThat(calls(gainsight)).hasSize(1));
    warehouse.execute("update companies set stage = 'Adoption' where company = '" + mark + "-1'");
    ran(warehouse, "companies");
    eventually(
        () -> assertThatObject(company(gainsight, 1)).satisfies(has("/values/Stage", "Adoption")));
    shop.delivered();
    assertThatObject(company(gainsight, 0)).satisfies(writtenOnce());
    assertThat(calls(gainsight))
        .singleElement()
        .satisfies(
            has("/Name", "Hand-over " + mark),
            has("/OwnerEmail", "sam@shop.example"),
            has("/DueDate", "2027-01-15"),
            has("/type", "Lifecycle"));
    documented(gainsight);
  }

  /** Each time the same message. */
  private void dealWon(Source sales, String event) {
    sales.send(
        "track",
        Map.of(
            "userId",
            "rep-1",
            "messageId",
            event + " " + mark,
            "event",
            event,
            "properties",
            Map.of(
                "company",
                mark + "-1",
                "title",
                "Hand-over " + mark,
                "manager",
                "sam@shop.example",
                "start",
                "2027-01-15")));
  }

  private JsonNode company(StandIn gainsight, int number) {
    return gainsight.records("Company").stream()
        .filter(each -> each.at("/values/External_Id__gc").asText().equals(mark + "-" + number))
        .findFirst()
        .orElseGet(MissingNode::getInstance);
  }

  private List<JsonNode> calls(StandIn gainsight) {
    return gainsight.events("calls-to-action").stream()
        .filter(call -> call.path("companyKey").asText().startsWith(mark))
        .toList();
  }

  @Test
  void financialRowsAreJournalsOfWorkdayWithTheirExactAmounts() {
    Warehouse warehouse = shop.warehouse();
    warehouse.execute(
        "create table ledger (journal text, line int, account text, debit decimal(18, 2),"
            + " credit decimal(18, 2))");
    for (int i = 0; i < 3; i++) {
      warehouse.execute(
          ("insert into ledger values ('%1$s-%2$d', 1, '1000', 0.10, null),"
                  + " ('%1$s-%2$d', 2, '1001', 1234567.20, null),"
                  + " ('%1$s-%2$d', 3, '4000', null, 1234567.30)")
              .formatted(mark, i));
    }
    warehouse.connect();
    warehouse.query(
        "journals",
        "select journal, 'C1' as company, 'EUR' as currency, date '2026-11-30' as day,"
            + " 'Shop' as source, list({'account': account, 'debit': debit, 'credit': credit}"
            + " order by line) as lines from ledger group by journal",
        "journal");
    StandIn workday =
        shop.destinations()
            .vendor(
                "finance",
                "workday",
                Map.of(
                    "host", "wd2-impl-services1",
                    "tenant", "acme_dpt1",
                    "clientId", "client-1",
                    "user", "ISU_Tributary",
                    "privateKey", privateKey()));
    shop.syncs()
        .create(
            "journals",
            "finance",
            Map.of(
                "from", Map.of("kind", "model", "model", "journals"),
                "object", "accounting-journals",
                "mode", "upsert",
                "match", column("Accounting_Journal_ID", "journal"),
                "mapping",
                    List.of(
                        column("company", "company"),
                        column("currency", "currency"),
                        column("accountingDate", "day"),
                        column("journalSource", "source"),
                        column("lines", "lines")),
                "settings", Map.of("accountSet", "Standard")));
    ran(warehouse, "journals");
    eventually(() -> {
      for (int i = 0; i < 3; i++) {
        assertThat(amounts(workday, i)).containsExactly("0.1", "1234567.2", "1234567.3");
      }
    });

    warehouse.execute(
        "update ledger set debit = 0.11 where journal = '%s-1' and line = 1".formatted(mark));
    warehouse.execute(
        "update ledger set credit = 1234567.31 where journal = '%s-1' and line = 3"
            .formatted(mark));
    ran(warehouse, "journals");
    eventually(
        () -> assertThat(amounts(workday, 1)).containsExactly("0.11", "1234567.2", "1234567.31"));
    shop.delivered();
    assertThatObject(journal(workday, 0)).satisfies(writtenOnce());
    assertThat(journal(workday, 1).path("writes").asInt()).isEqualTo(2);
    assertThatObject(journal(workday, 2)).satisfies(writtenOnce());
    documented(workday);
  }

  private JsonNode journal(StandIn workday, int number) {
    return workday.record("journals", "Accounting_Journal_ID", mark + "-" + number);
  }

  private List<String> amounts(StandIn workday, int number) {
    List<String> amounts = new ArrayList<>();
    for (JsonNode line : journal(workday, number).at("/values/lines")) {
      String amount = line.path("Debit_Amount").asText(line.path("Credit_Amount").asText());
      amounts.add(new BigDecimal(amount).stripTrailingZeros().toPlainString());
    }
    return amounts;
  }

  @Test
  void theHealthOfAnAppIsAMessageInTheChannelOfItsTeam() {
    shop.allowUnknown("marketing");
    String channel = at("slack").preset("channels", Map.of("name", "health-" + mark), Map.of());
    StandIn slack = shop.destinations().vendor("chat", "slack", Map.of("botToken", "xoxb-test"));
    shop.syncs()
        .create(
            "health",
            "chat",
            Map.of(
                "from", Map.of("kind", "events", "names", List.of("App Health Changed")),
                "object", "messages",
                "mapping",
                    List.of(
                        Map.of(
                            "field", "text",
                            "from", Map.of("kind", "event", "name", "name"),
                            "transform",
                                List.of(
                                    Map.of(
                                        "kind",
                                        "template",
                                        "template",
                                        "{{properties.app}} is {{properties.health | upper}}")))),
                "settings", Map.of("channel", channel)));
    Source monitor = shop.source("monitor");
    health(monitor, "App Health Changed", "Checkout <1>", "red");
    health(monitor, "App Checked", "Checkout <1>", "red");
    health(monitor, "App Health Changed", "Checkout <1>", "green");
    eventually(() ->
        assertThat(messages(slack, channel))
            .containsExactlyInAnyOrder("Checkout &lt;1&gt; is RED", "Checkout &lt;1&gt; is GREEN"));
    shop.delivered();
    assertThat(messages(slack, channel)).hasSize(2);
    documented(slack);
  }

  private static void health(Source monitor, String event, String app, String health) {
    monitor.send(
        "track",
        Map.of(
            "anonymousId",
            "monitor-1",
            "event",
            event,
            "properties",
            Map.of("app", app, "health", health)));
  }

  private static List<String> messages(StandIn slack, String channel) {
    return slack.events("messages").stream()
        .filter(message -> message.path("channel").asText().equals(channel))
        .map(message -> message.path("text").asText())
        .toList();
  }

  private StandIn at(String vendor) {
    return new StandIn(stack.sandbox(), vendor);
  }

  private String email(String who) {
    return who + "-" + mark + "@shop.example";
  }

  private static Map<String, ?> equal(String trait, String value) {
    return Map.of("trait", trait, "operator", "equals", "value", value);
  }

  private static Map<String, String> members(String audience) {
    return Map.of("kind", "audience", "audience", audience);
  }

  private static Map<String, Object> trait(String field, String trait) {
    return field(field, "trait", "name", trait);
  }

  private static Map<String, Object> column(String field, String column) {
    return field(field, "column", "name", column);
  }

  private static JsonNode ran(Warehouse warehouse, String model) {
    JsonNode run = warehouse.run(model);
    assertThat(run.path("state").asText()).as(run.toString()).isEqualTo("succeeded");
    return run;
  }

  private void eventually(ThrowingRunnable holds) {
    eventually(PATIENCE, holds);
  }

  /** A failure names the deliveries that are not done. */
  private void eventually(Duration patience, ThrowingRunnable holds) {
    try {
      await().atMost(patience).untilAsserted(holds);
    } catch (ConditionTimeoutException e) {
      throw new AssertionError(e.getMessage() + "\n" + open(), e);
    }
  }

  private List<String> open() {
    return Stream.of(
            "pending", "retrying", "in-flight", "rejected", "uncertain", "withheld", "dead")
        .flatMap(state -> shop.deliveries().inState(state).stream())
        .map(delivery ->
            "%s %s: %s"
                .formatted(
                    delivery.path("object").asText(),
                    delivery.path("state").asText(),
                    delivery.path("cause")))
        .toList();
  }

  private static ThrowingConsumer<JsonNode> has(String place, Object value) {
    return record ->
        assertThat(record.at(place).asText()).as(place).isEqualTo(String.valueOf(value));
  }

  private static ThrowingConsumer<JsonNode> writtenOnce() {
    return has("/writes", 1);
  }

  /** Every request was as the vendor's document says. */
  private static void documented(StandIn vendor) {
    JsonNode deviations = vendor.deviations();
    assertThat(deviations.path("total").asInt(-1)).as("%s", deviations).isZero();
  }

  /** A new private key of RSA in PEM. */
  private static String privateKey() {
    try {
      KeyPairGenerator keys = KeyPairGenerator.getInstance("RSA");
      keys.initialize(2048);
      return "-----BEGIN PRIVATE KEY-----"
          + Base64.getEncoder().encodeToString(keys.generateKeyPair().getPrivate().getEncoded())
          + "-----END PRIVATE KEY-----";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has RSA", e);
    }
  }
}
