package dev.tributary.destinations.connectors.workday;

import dev.tributary.destinations.connector.Egress.Answer;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/**
 * A journal in the answer to a search.
 *
 * @param entry the element {@code Journal_Entry}
 */
record FoundJournal(XmlElement entry) {
  private static final String REFERENCE = "Journal_Entry_Reference";
  private static final String COMPANY = "Company_Reference_ID";

  /** The journals of a {@code Get_Journals_Response}; none if it has no data. */
  static List<FoundJournal> of(Answer answer) {
    try {
      return Stream.of(XmlElement.of(answer.body()))
          .flatMap(envelope -> envelope.all("Body"))
          .flatMap(body -> body.all("Get_Journals_Response"))
          .flatMap(response -> response.all("Response_Data"))
          .flatMap(data -> data.all("Journal_Entry"))
          .map(FoundJournal::new)
          .toList();
    } catch (XMLStreamException e) {
      return List.of();
    }
  }

  boolean hasId(String id) {
    return Stream.concat(Stream.of(entry), data())
        .anyMatch(each -> each.refersTo(REFERENCE, Envelopes.JOURNAL_ID, id));
  }

  /**
   * Whether Workday has posted the journal with the content of this one. Not compared are the
   * ledger type and the account set, which the answer does not have.
   */
  boolean isPostedAs(Journal journal) {
    return data().count() == 1 && data().allMatch(data -> isPostedAs(data, journal));
  }

  private Stream<XmlElement> data() {
    return entry.all("Journal_Entry_Data");
  }

  private static boolean isPostedAs(XmlElement data, Journal journal) {
    List<XmlElement> lines = data.all("Journal_Entry_Line_Data").toList();
    if (!isPosted(data)
        || !data.refersTo("Company_Reference", COMPANY, journal.company())
        || !data.refersTo("Currency_Reference", "Currency_ID", journal.currency())
        || !data.refersTo("Journal_Source_Reference", "Journal_Source_ID", journal.source())
        || !data.text("Accounting_Date").startsWith(journal.date())
        || !same(data.text("Memo"), journal.memo())
        || !same(data.text("External_Reference_ID"), journal.externalReference())
        || lines.size() != journal.lines().size()) {
      return false;
    }
    for (int i = 0; i < lines.size(); i++) {
      if (!isSame(lines.get(i), journal.lines().get(i), journal.company())) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPosted(XmlElement data) {
    return data.first("Journal_Status_Reference").stream()
        .flatMap(status -> status.all("ID"))
        .anyMatch(id -> id.text().equalsIgnoreCase("posted"));
  }

  private static boolean isSame(XmlElement line, Journal.Line wanted, String companyOfJournal) {
    String company = wanted.company() == null ? companyOfJournal : wanted.company();
    Optional<XmlElement> own = line.first("Line_Company_Reference");
    List<XmlElement> worktags = line.all("Worktags_Reference").toList();
    return line.refersTo("Ledger_Account_Reference", "Ledger_Account_ID", wanted.account())
        && (own.isEmpty() ? company.equals(companyOfJournal) : own.get().hasId(COMPANY, company))
        && isAmount(line.text("Debit_Amount"), wanted.debit())
        && isAmount(line.text("Credit_Amount"), wanted.credit())
        && same(line.text("Memo"), wanted.memo())
        && same(line.text("External_Reference_ID"), wanted.externalReference())
        && worktags.size() == wanted.worktags().size()
        && wanted.worktags().entrySet().stream().allMatch(each -> hasWorktag(worktags, each));
  }

  private static boolean hasWorktag(List<XmlElement> worktags, Map.Entry<String, String> wanted) {
    return worktags.stream().anyMatch(each -> each.hasId(wanted.getKey(), wanted.getValue()));
  }

  private static boolean same(String text, @Nullable String wanted) {
    return text.equals(wanted == null ? "" : wanted.strip());
  }

  /** Workday can write the other side of a line as zero. */
  private static boolean isAmount(String text, @Nullable BigDecimal wanted) {
    try {
      BigDecimal amount = text.isEmpty() ? BigDecimal.ZERO : new BigDecimal(text);
      return amount.compareTo(wanted == null ? BigDecimal.ZERO : wanted) == 0;
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
