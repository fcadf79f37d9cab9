package dev.tributary.destinations.connectors.workday;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.destinations.connector.Egress.Answer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Journals in the answer to a search, in the order of elements of Workday's schema. */
class FoundJournalTest {
  private static final Journal WANTED =
      JournalBuilder.builder()
          .id("J-1")
          .submit(true)
          .accountSet("Standard")
          .company("C1")
          .currency("EUR")
          .ledgerType("Actuals")
          .date("2026-11-30")
          .source("Shop")
          .memo("Sales")
          .externalReference(null)
          .lines(
              List.of(
                  line("1000", new BigDecimal("12.50"), null, Map.of("Cost_Center_ID", "CC1")),
                  line("4000", null, new BigDecimal("12.5"), Map.of())))
          .build();

  private static final String FOUND =
      "<wd:Response_Data><wd:Journal_Entry><wd:Journal_Entry_Reference>"
          + "<wd:ID wd:type='WID'>0a</wd:ID><wd:ID wd:type='Accounting_Journal_ID'>J-1</wd:ID>"
          + "</wd:Journal_Entry_Reference><wd:Journal_Entry_Data>"
          + "<wd:Journal_Number>7</wd:Journal_Number>"
          + reference("Journal_Status_Reference", "Journal_Entry_Status_ID", "POSTED")
          + reference("Company_Reference", "Company_Reference_ID", "C1")
          + reference("Currency_Reference", "Currency_ID", "EUR")
          + "<wd:Accounting_Date>2026-11-30-08:00</wd:Accounting_Date>"
          + reference("Journal_Source_Reference", "Journal_Source_ID", "Shop")
          + "<wd:Memo>Sales</wd:Memo>"
          + "<wd:Journal_Entry_Line_Data>"
          + reference("Line_Company_Reference", "Company_Reference_ID", "C1")
          + reference("Ledger_Account_Reference", "Ledger_Account_ID", "1000")
          + "<wd:Debit_Amount>12.5</wd:Debit_Amount><wd:Credit_Amount>0</wd:Credit_Amount>"
          + reference("Worktags_Reference", "Cost_Center_ID", "CC1")
          + "</wd:Journal_Entry_Line_Data><wd:Journal_Entry_Line_Data>"
          + reference("Ledger_Account_Reference", "Ledger_Account_ID", "4000")
          + "<wd:Credit_Amount>12.500000</wd:Credit_Amount></wd:Journal_Entry_Line_Data>"
          + "</wd:Journal_Entry_Data></wd:Journal_Entry></wd:Response_Data>";

  private static Journal.Line line(
      String account,
      @Nullable BigDecimal debit,
      @Nullable BigDecimal credit,
      Map<String, String> worktags) {
    return JournalLineBuilder.builder()
        .account(account)
        .company(null)
        .debit(debit)
        .credit(credit)
        .memo(null)
        .externalReference(null)
        .worktags(worktags)
        .build();
  }

  private static String reference(String name, String type, String id) {
    return "<wd:%1$s><wd:ID wd:type='WID'>0b</wd:ID><wd:ID wd:type='%2$s'>%3$s</wd:ID></wd:%1$s>"
        .formatted(name, type, id);
  }

  private static List<FoundJournal> found(String content) {
    String envelope =
        "<SOAP-ENV:Envelope xmlns:SOAP-ENV='http://schemas.xmlsoap.org/soap/envelope/'>"
            + "<SOAP-ENV:Body><wd:Get_Journals_Response xmlns:wd='urn:com.workday/bsvc'>"
            + content
            + "</wd:Get_Journals_Response></SOAP-ENV:Body></SOAP-ENV:Envelope>";
    return FoundJournal.of(new Answer(200, Map.of(), envelope.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void aPostedJournalWithTheSameContentIsRecognised() {
    assertThat(found(FOUND))
        .singleElement()
        .satisfies(
            journal -> assertThat(journal.hasId("J-1")).isTrue(),
            journal -> assertThat(journal.hasId("0a")).isFalse(),
            journal -> assertThat(journal.isPostedAs(WANTED)).isTrue());
  }

  @ParameterizedTest
  @CsvSource({
    "POSTED, DRAFT",
    "'Company_Reference_ID''>C1', 'Company_Reference_ID''>C2'",
    "EUR, USD",
    "2026-11-30, 2026-11-29",
    "Shop, Till",
    "Sales, Refunds",
    "1000, 1001",
    "12.500000, 12.51",
    "CC1, CC2",
    "<wd:Credit_Amount>0</wd:Credit_Amount>, <wd:Credit_Amount>1</wd:Credit_Amount>",
    "<wd:Credit_Amount>0</wd:Credit_Amount>, <wd:Memo>x</wd:Memo>",
    "</wd:Journal_Entry_Data>, <wd:Journal_Entry_Line_Data/></wd:Journal_Entry_Data>",
  })
  void aDifferenceIsSeen(String part, String other) {
    assertThat(FOUND).contains(part);
    assertThat(found(FOUND.replace(part, other)).getFirst().isPostedAs(WANTED)).isFalse();
  }

  /** Workday repeats the reference of the request, which is no journal. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<wd:Response_Data/>",
        "<wd:Request_References><wd:JournalEntryReference><wd:ID"
            + " wd:type='Accounting_Journal_ID'>J-1</wd:ID></wd:JournalEntryReference>"
            + "</wd:Request_References><wd:Response_Results><wd:Total_Results>0</wd:Total_Results>"
            + "</wd:Response_Results>",
      })
  void aResponseWithoutDataHasNoJournal(String content) {
    assertThat(found(content)).isEmpty();
  }

  @Test
  void aDocumentThatIsTooDeepHasNoJournal() {
    assertThat(found("<a>".repeat(100_000) + "</a>".repeat(100_000))).isEmpty();
  }
}
