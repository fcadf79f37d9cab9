package dev.tributary.destinations.declared;

import static dev.tributary.destinations.declared.ConnectedStandIn.delivered;
import static dev.tributary.destinations.declared.ConnectedStandIn.item;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.destinations.connector.Batch.Operation;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.ItemBuilder;
import dev.tributary.destinations.connector.Manifest;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Target;
import dev.tributary.testkit.vendor.StandInServer.Failure;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Workday against its stand-in. The connector has Java, and is connected as declared ones are. */
class WorkdayTest {
  private static final String JOURNALS = "accounting-journals";
  private static final String DRAFT = "{\"accountSet\": \"Standard\"}";
  private static final String SUBMIT = "{\"accountSet\": \"Standard\", \"submit\": \"submit\"}";
  private static final String HEADER =
      "\"company\": \"C1\", \"currency\": \"EUR\", \"accountingDate\": \"2026-11-30\","
          + " \"journalSource\": \"Shop\", \"memo\": \"A & <b> \uD83D\uDE00\"";
  private static final String LINES =
      "[{\"account\": \"1000\", \"debit\": 12.50,"
          + " \"worktags\": {\"Cost_Center_Reference_ID\": \"CC1\"}},"
          + " {\"account\": \"4000\", \"credit\": \"12.5\", \"memo\": \"Sale\"}]";
  private static final String KEY = ConnectedStandIn.privateKey();

  private final ConnectedStandIn workday =
      new ConnectedStandIn(
          "workday",
          "{\"host\": \"wd2-impl-services1\", \"tenant\": \"acme_dpt1\", \"clientId\":"
              + " \"client-1\", \"user\": \"ISU_Tributary\"}",
          Map.of("privateKey", KEY));

  @AfterEach
  void close() {
    workday.close();
  }

  private static Item journal(int number, String id, String lines) {
    return item(
        number, "Accounting_Journal_ID", id, "{%s, \"lines\": %s}".formatted(HEADER, lines));
  }

  private Outcome write(Item item) {
    return workday.send(JOURNALS, Operation.WRITE, DRAFT, item).getFirst();
  }

  private JsonNode journals() {
    return workday.control("/records/journals").path("records");
  }

  private String sent() {
    byte[] body = workday.egress().sent.getLast().body();
    return body == null ? "" : new String(body, StandardCharsets.UTF_8);
  }

  @Test
  void aJournalIsCreatedAsADraftWithAllOfItsTexts() {
    assertThat(write(journal(1, "J-1", LINES))).isEqualTo(new Outcome.Delivered("J-1"));
    assertThat(journals().at("/0/values").toString())
        .contains("\"memo\":\"A & <b> \uD83D\uDE00\"", "\"submitted\":false")
        .contains("\"Company_Reference\":\"C1\"", "\"Ledger_Type_Reference\":\"Actuals\"")
        .contains("\"Debit_Amount\":\"12.50\"", "\"Worktags_Reference\":\"CC1\"");
  }

  /** The envelope as a whole: nobody could try it with a tenant. */
  @Test
  void anEnvelopeHasItsElementsInTheOrderOfWorkdaysSchema() {
    write(journal(1, "J-1", LINES));
    assertThat(sent())
        .isEqualTo(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
                + "<env:Envelope xmlns:env=\"http://schemas.xmlsoap.org/soap/envelope/\""
                + " xmlns:wd=\"urn:com.workday/bsvc\"><env:Body>"
                + "<wd:Submit_Accounting_Journal_Request wd:Add_Only=\"true\""
                + " wd:version=\"v45.2\"><wd:Accounting_Journal_Data>"
                + "<wd:Accounting_Journal_ID>J-1</wd:Accounting_Journal_ID>"
                + "<wd:Submit>false</wd:Submit>"
                + "<wd:Company_Reference><wd:ID wd:type=\"Company_Reference_ID\">C1</wd:ID>"
                + "</wd:Company_Reference>"
                + "<wd:Currency_Reference><wd:ID wd:type=\"Currency_ID\">EUR</wd:ID>"
                + "</wd:Currency_Reference>"
                + "<wd:Ledger_Type_Reference><wd:ID wd:type=\"Ledger_Type_ID\">Actuals</wd:ID>"
                + "</wd:Ledger_Type_Reference>"
                + "<wd:Accounting_Date>2026-11-30</wd:Accounting_Date>"
                + "<wd:Journal_Source_Reference><wd:ID wd:type=\"Journal_Source_ID\">Shop</wd:ID>"
                + "</wd:Journal_Source_Reference>"
                + "<wd:Journal_Entry_Memo>A &amp; &lt;b&gt; \uD83D\uDE00</wd:Journal_Entry_Memo>"
                + "<wd:Journal_Entry_Line_Replacement_Data><wd:Line_Order>1</wd:Line_Order>"
                + "<wd:Ledger_Account_Reference><wd:ID wd:type=\"Ledger_Account_ID\""
                + " wd:parent_id=\"Standard\" wd:parent_type=\"Account_Set_ID\">1000</wd:ID>"
                + "</wd:Ledger_Account_Reference><wd:Debit_Amount>12.50</wd:Debit_Amount>"
                + "<wd:Worktags_Reference><wd:ID wd:type=\"Cost_Center_Reference_ID\">CC1</wd:ID>"
                + "</wd:Worktags_Reference></wd:Journal_Entry_Line_Replacement_Data>"
                + "<wd:Journal_Entry_Line_Replacement_Data><wd:Line_Order>2</wd:Line_Order>"
                + "<wd:Ledger_Account_Reference><wd:ID wd:type=\"Ledger_Account_ID\""
                + " wd:parent_id=\"Standard\" wd:parent_type=\"Account_Set_ID\">4000</wd:ID>"
                + "</wd:Ledger_Account_Reference><wd:Credit_Amount>12.5</wd:Credit_Amount>"
                + "<wd:Memo>Sale</wd:Memo></wd:Journal_Entry_Line_Replacement_Data>"
                + "</wd:Accounting_Journal_Data></wd:Submit_Accounting_Journal_Request>"
                + "</env:Body></env:Envelope>");
    assertThat(workday.egress().sent.getLast().uri().getPath())
        .endsWith("/ccx/service/acme_dpt1/Financial_Management/v45.2");
  }

  @Test
  void aRepeatedJournalHasItsLinesOnceAndAChangeReplacesThem() {
    Item journal = journal(1, "J-1", LINES);
    write(journal);
    assertThat(write(journal)).isEqualTo(new Outcome.Delivered("J-1"));
    assertThat(journals()).hasSize(1);
    assertThat(journals().at("/0/values/lines")).hasSize(2);
    String other =
        "[{\"account\": \"1000\", \"debit\": 3}, {\"account\": \"4000\", \"credit\": 1},"
            + " {\"account\": \"4001\", \"credit\": 2}]";
    Item changed =
        ItemBuilder.builder(journal(1, "J-2", other)).deliveredAs("J-1").vendorId("J-1").build();
    assertThat(write(changed)).isEqualTo(new Outcome.Delivered("J-2"));
    assertThat(journals()).hasSize(1);
    assertThat(journals().at("/0/values/lines")).hasSize(3);
    assertThat(journals().at("/0/keys/Accounting_Journal_ID").asText()).isEqualTo("J-2");
  }

  @Test
  void aJournalThatIsGoneIsCreatedAgain() {
    Item gone = ItemBuilder.builder(journal(1, "J-1", LINES)).vendorId("J-0").build();
    assertThat(write(gone)).isEqualTo(new Outcome.Delivered("J-1"));
    assertThat(journals()).hasSize(1);
  }

  /** Which of the two answers Workday gives is not documented. */
  @Test
  void aSearchWithoutDataFindsNothing() {
    workday.control("POST", "/searches/empty", "");
    assertThat(workday.probe()).isInstanceOf(Outcome.Delivered.class);
    assertThat(write(journal(1, "J-1", LINES))).isEqualTo(new Outcome.Delivered("J-1"));
    assertThat(write(journal(1, "J-1", LINES))).isEqualTo(new Outcome.Delivered("J-1"));
    assertThat(journals()).hasSize(1);
  }

  @Test
  void aPostedJournalIsNotChanged() {
    Item journal = journal(1, "J-1", LINES);
    assertThat(workday.send(JOURNALS, Operation.WRITE, SUBMIT, journal))
        .containsExactly(new Outcome.Delivered("J-1"));
    String other = LINES.replace("12.5", "12.6");
    assertThat(write(delivered(journal(1, "J-1", other), new Outcome.Delivered("J-1"))))
        .isEqualTo(
            new Outcome.Rejected("Accounting_Journal_Data", "A posted journal cannot be changed"));
    assertThat(write(journal(1, "J-1", other)))
        .isInstanceOfSatisfying(
            Outcome.Rejected.class,
            refused ->
                assertThat(refused.words())
                    .startsWith("A posted journal cannot be changed")
                    .contains("An earlier attempt without an answer may have made it"));
    assertThat(journals()).hasSize(1);
  }

  /** The submission has its effect, and its answer is lost. */
  @ParameterizedTest
  @ValueSource(strings = {"server-error", "cut"})
  void aSubmissionWithoutAnAnswerIsDeliveredByTheNextAttempt(String fault) {
    Item journal = journal(1, "J-1", LINES);
    assertThat(workday.probe()).isInstanceOf(Outcome.Delivered.class);
    workday.control(
        "POST",
        "/faults",
        ("{\"requests\": 1, \"path\": \"/ccx/service\", \"rate\": 0.5, \"seed\": 1,"
                + " \"fault\": {\"kind\": \"%s\", \"moment\": \"after-processing\"}}")
            .formatted(fault));
    assertThat(workday.send(JOURNALS, Operation.WRITE, SUBMIT, journal))
        .hasOnlyElementsOfType(Outcome.Ambiguous.class);
    assertThat(journals()).hasSize(1);
    assertThat(workday.send(JOURNALS, Operation.WRITE, SUBMIT, journal))
        .containsExactly(new Outcome.Delivered("J-1"));
    assertThat(journals()).hasSize(1);
  }

  /** Each request has one journal, and its fault is about this journal only. */
  @Test
  void aBadJournalIsRefusedWithItsElementAndTheOthersAreWritten() {
    String unbalanced =
        "[{\"account\": \"1000\", \"debit\": 2}, {\"account\": \"4000\", \"credit\": 1}]";
    assertThat(write(journal(1, "J-1", unbalanced)))
        .isEqualTo(
            new Outcome.Rejected(
                "Journal_Entry_Line_Replacement_Data", "Debits and credits must balance"));
    assertThat(write(journal(2, "J-2", unbalanced))).isInstanceOf(Outcome.Rejected.class);
    assertThat(journals()).isEmpty();
    assertThat(write(journal(3, "J-3", LINES))).isInstanceOf(Outcome.Delivered.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "[5]",
        "[{\"debit\": 1}]",
        "[{\"account\": \"1\"}]",
        "[{\"account\": \"1\", \"debit\": 1, \"credit\": 1}]",
        "[{\"account\": \"1\", \"debit\": \"much\"}]",
        "[{\"account\": \"1\", \"debit\": 1e999999999}]",
        "[{\"account\": \"1\", \"debit\": \"1e2147483648\"}]",
        "[{\"account\": \"1\", \"debit\": {\"value\": 1}}]",
        "[{\"account\": [\"1\"], \"debit\": 1}]",
        "[{\"account\": \"1\", \"debit\": 1, \"company\": {\"id\": \"C2\"}}]",
        "[{\"account\": \"1\", \"debit\": 1, \"memo\": [\"A\"]}]",
        "[{\"account\": \"1\", \"debit\": 1, \"worktags\": {\"A\": [\"1\", \"2\"]}}]",
        "[{\"account\": \"1\", \"debit\": 1, \"worktags\": {\"A\": \"\"}}]",
        "[{\"account\": \"1\", \"debit\": 1, \"amout\": 1}]",
        "[{\"account\": \"1\", \"debit\": 1, \"worktags\": \"CC1\"}]",
        "[{\"account\": \"1\\u0000\", \"debit\": 1}]",
        "[{\"account\": \"1\\ud800\", \"debit\": 1}]"
      })
  void linesThatAreNoneAreRefusedBeforeARequest(String lines) {
    assertThat(write(journal(1, "J-1", lines)))
        .isInstanceOfSatisfying(
            Outcome.Rejected.class, refused -> assertThat(refused.field()).isEqualTo("lines"));
    assertThat(workday.egress().sent)
        .noneMatch(request -> request.uri().getPath().contains("Financial_Management"));
  }

  @Test
  void nothingIsRemovedAndTheDeliverySaysSo() {
    Item journal = journal(1, "J-1", LINES);
    write(journal);
    assertThat(workday.remove(JOURNALS, journal))
        .containsExactly(new Outcome.Rejected(null, "Workday removes no accounting journal"));
    assertThat(journals()).hasSize(1);
  }

  @Test
  void anExpiredTokenIsRenewedWithinTheRequest() {
    write(journal(1, "J-1", LINES));
    workday.control("POST", "/tokens/expire", "{}");
    assertThat(write(journal(2, "J-2", LINES))).isInstanceOf(Outcome.Delivered.class);
    assertThat(journals()).hasSize(2);
  }

  @Test
  void aTestOfTheDestinationReadsNoJournal() {
    write(journal(1, "J-1", LINES));
    assertThat(workday.probe()).isInstanceOf(Outcome.Delivered.class);
    assertThat(sent()).contains("Get_Journals_Request").doesNotContain("J-1");
  }

  /** Workday answers 500 to too many requests, and names no time. */
  @Test
  void tooManyRequestsAreALimitAndNoFault() {
    workday.control(
        "PUT",
        "/limits",
        "{\"soap\": [{\"name\": \"tenant\", \"unit\": \"requests\", \"scope\": \"account\","
            + " \"amount\": 0, \"window\": {\"kind\": \"fixed\", \"milliseconds\": 60000}}]}");
    Instant before = Instant.now();
    assertThat(write(journal(1, "J-1", LINES)))
        .isInstanceOfSatisfying(
            Outcome.RateLimited.class,
            limited -> assertThat(limited.until()).isAfterOrEqualTo(before.plusSeconds(30)));
    assertThat(journals()).isEmpty();
  }

  /** The first request is the search, so nothing was written. */
  @ParameterizedTest
  @EnumSource(Failure.class)
  void aFailureIsNeitherASuccessNorARefusal(Failure failure) {
    assertThat(workday.probe()).isInstanceOf(Outcome.Delivered.class);
    workday.failNext(failure);
    Outcome outcome = write(journal(1, "J-1", LINES));
    switch (failure) {
      // The engine gets another token, and sends the request once more.
      case UNAUTHORISED -> assertThat(outcome).isInstanceOf(Outcome.Delivered.class);
      case RATE_LIMITED -> assertThat(outcome).isInstanceOf(Outcome.RateLimited.class);
      case SERVER_ERROR, CUT, UNREADABLE ->
          assertThat(outcome).isInstanceOf(Outcome.Transient.class);
    }
  }

  @Test
  void aSettingThatLeavesTheAddressIsAFault() {
    assertThat(faults("acme_dpt1", "wd2-impl-services1")).isEmpty();
    assertThat(faults("../x", "evil.example.net/")).hasSize(2);
  }

  private List<Manifest.Fault> faults(String tenant, String host) {
    ObjectNode settings = workday.target().settings().deepCopy();
    settings.put("tenant", tenant).put("host", host);
    return workday
        .connector()
        .faults(
            new Target(
                workday.target().workspace(),
                workday.target().destination(),
                settings,
                Map.of(),
                null));
  }
}
