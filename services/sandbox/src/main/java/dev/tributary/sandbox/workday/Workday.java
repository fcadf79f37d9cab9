package dev.tributary.sandbox.workday;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.sandbox.Answer;
import dev.tributary.sandbox.Call;
import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.kit.Operation;
import dev.tributary.sandbox.kit.Parts;
import dev.tributary.sandbox.kit.Refused;
import dev.tributary.sandbox.kit.TokenEndpoint;
import dev.tributary.sandbox.kit.Vendor;
import dev.tributary.sandbox.kit.VendorWords;
import dev.tributary.sandbox.kit.credential.IssuedTokens;
import dev.tributary.sandbox.kit.document.VendorDocument;
import dev.tributary.sandbox.kit.limit.Limit;
import dev.tributary.sandbox.kit.limit.Window;
import dev.tributary.sandbox.kit.record.Change;
import dev.tributary.sandbox.kit.record.KeyRule;
import dev.tributary.sandbox.kit.record.RecordStore;
import dev.tributary.sandbox.kit.record.RecordStore.MergedIds;
import dev.tributary.sandbox.kit.record.StoredRecord;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/** One tenant of Workday: accounting journals of Financial Management, known by reference ids. */
public final class Workday implements Vendor {
  static final String NAMESPACE = "urn:com.workday/bsvc";
  private static final String SOAP = "http://schemas.xmlsoap.org/soap/envelope/";
  private static final WorkdayWords WORDS = new WorkdayWords();
  private static final String JOURNAL_ID = "Accounting_Journal_ID";
  private static final String DATA = "Accounting_Journal_Data";
  private static final List<String> REQUIRED =
      List.of(
          "Company_Reference",
          "Currency_Reference",
          "Ledger_Type_Reference",
          "Accounting_Date",
          "Journal_Source_Reference");

  /** The types of the ids of references. A worktag is always a cost center here. */
  private static final Map<String, String> TYPES =
      Map.of(
          "Company_Reference", "Company_Reference_ID",
          "Line_Company_Reference", "Company_Reference_ID",
          "Currency_Reference", "Currency_ID",
          "Journal_Source_Reference", "Journal_Source_ID",
          "Ledger_Account_Reference", "Ledger_Account_ID",
          "Worktags_Reference", "Cost_Center_Reference_ID");

  private static final Map<String, List<Limit>> LIMITS =
      Map.of(
          "soap", List.of(Limit.perAccount("tenant", Window.Fixed.of(Duration.ofSeconds(1)), 10)));

  private final Parts parts;
  private final IssuedTokens tokens;
  private final RecordStore journals;
  private boolean unknownIsEmpty;

  public Workday(Clock clock) {
    tokens = new IssuedTokens(clock, new IssuedTokens.Policy(Duration.ofHours(1), false));
    parts =
        new Parts("workday", clock, tokens, LIMITS, VendorDocument.of(Workday.class)).with(tokens);
    journals =
        parts.store(
            "journals",
            List.of(KeyRule.exact(JOURNAL_ID)),
            MergedIds.GONE,
            () -> "%032x".formatted(parts.nextNumber()));
  }

  @Override
  public Parts parts() {
    return parts;
  }

  @Override
  public VendorWords words() {
    return WORDS;
  }

  @Override
  public List<Operation> operations() {
    return List.of(
        Operation.of(
                "POST",
                "/ccx/oauth2/{tenant}/token",
                "",
                call -> TokenEndpoint.answer(tokens, call, body -> body))
            .open(),
        Operation.of(
            "POST", "/ccx/service/{tenant}/Financial_Management/{version}", "soap", this::soap));
  }

  @Override
  public List<Operation> control() {
    return List.of(
        // A search for an unknown journal has an answer without data from now on, and no fault.
        Operation.of(
            "POST",
            "/searches/empty",
            "",
            call -> {
              unknownIsEmpty = true;
              return Answer.empty(204);
            }));
  }

  @Override
  public void reset() {
    unknownIsEmpty = false;
  }

  private Answer soap(Call call) {
    var body = child(envelope(call), SOAP, "Body");
    var request = body.flatMap(Workday::firstChild);
    return switch (request.map(Element::getLocalName).orElse("")) {
      case "Get_Journals_Request" -> get(request.orElseThrow());
      case "Submit_Accounting_Journal_Request" -> submit(request.orElseThrow());
      default -> throw WORDS.refused(500, "The web service or version is invalid for this request");
    };
  }

  private static Element envelope(Call call) {
    try {
      var factory = DocumentBuilderFactory.newNSInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      return factory
          .newDocumentBuilder()
          .parse(new ByteArrayInputStream(call.body()))
          .getDocumentElement();
    } catch (SAXException | IOException e) {
      throw WORDS.refused(500, "The request is no envelope");
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("Each JDK has this parser", e);
    }
  }

  private Answer get(Element request) {
    var id =
        child(request, "Request_References")
            .flatMap(references -> child(references, "JournalEntryReference"))
            .flatMap(Workday::firstChild)
            .map(Element::getTextContent)
            .orElse("");
    var found = journals.findBy(JOURNAL_ID, id);
    if (found.isEmpty() && !unknownIsEmpty) {
      throw unknown(
          id, "/wd:Get_Journals_Request[1]/wd:Request_References[1]/wd:JournalEntryReference[1]");
    }
    return found
        .map(journal -> WorkdayWords.found(journal.id(), id, view(journal.values())))
        .orElseGet(() -> WorkdayWords.found("", id, ""));
  }

  private static String type(String reference) {
    return Objects.requireNonNull(TYPES.get(reference));
  }

  /** The data of a journal as a search shows it, in the order of Workday's schema. */
  private static String view(JsonNode values) {
    var text = new StringBuilder();
    var status = values.path("submitted").asBoolean() ? "POSTED" : "DRAFT";
    text.append(
        WorkdayWords.reference("Journal_Status_Reference", "Journal_Entry_Status_ID", status));
    for (var name : List.of("Company_Reference", "Currency_Reference")) {
      text.append(WorkdayWords.reference(name, type(name), values.path(name).asText()));
    }
    text.append(
        WorkdayWords.element(
            "Accounting_Date", values.path("Accounting_Date").asText() + "-08:00"));
    var source = "Journal_Source_Reference";
    text.append(WorkdayWords.reference(source, type(source), values.path(source).asText()));
    text.append(WorkdayWords.element("Memo", values.path("memo").asText("")));
    for (var line : values.path("lines")) {
      text.append("<wd:Journal_Entry_Line_Data>");
      for (var part : line.properties()) {
        var type = TYPES.get(part.getKey());
        text.append(
            type == null
                ? WorkdayWords.element(part.getKey(), part.getValue().asText())
                : WorkdayWords.reference(part.getKey(), type, part.getValue().asText()));
      }
      text.append("</wd:Journal_Entry_Line_Data>");
    }
    return text.toString();
  }

  private Answer submit(Element request) {
    var data =
        child(request, DATA).orElseThrow(() -> WorkdayWords.invalid("", "The journal is missing"));
    var known =
        child(request, "Accounting_Journal_Reference")
            .flatMap(Workday::firstChild)
            .map(Element::getTextContent);
    var given = child(data, JOURNAL_ID).map(Element::getTextContent).orElse("");
    Optional<StoredRecord> before = known.flatMap(id -> journals.findBy(JOURNAL_ID, id));
    if (known.isPresent() && before.isEmpty()) {
      throw unknown(
          known.get(),
          "/wd:Submit_Accounting_Journal_Request[1]/wd:Accounting_Journal_Reference[1]");
    }
    if (known.isEmpty() && journals.findBy(JOURNAL_ID, given).isPresent()) {
      throw WorkdayWords.invalid(JOURNAL_ID, "The reference ID is already in use: " + given);
    }
    if (before.filter(journal -> journal.values().path("submitted").asBoolean()).isPresent()) {
      throw WorkdayWords.invalid(DATA, "A posted journal cannot be changed");
    }
    var change =
        new Change(
            Map.of(JOURNAL_ID, given), values(data), Change.Nulls.CLEAR, Change.Objects.REPLACED);
    var written =
        before.isPresent() ? journals.update(before.get().id(), change) : journals.create(change);
    return WorkdayWords.response(
        "Submit_Accounting_Journal_Response", written.shown().orElseThrow().id(), given);
  }

  /** All lines of the request: they replace those that are there. */
  private static ObjectNode values(Element data) {
    var values = Json.LENIENT.createObjectNode();
    for (var name : REQUIRED) {
      var text = child(data, name).map(each -> each.getTextContent().strip()).orElse("");
      if (text.isEmpty()) {
        throw WorkdayWords.invalid(name, "%s is required".formatted(name.replace('_', ' ')));
      }
      values.put(name, text);
    }
    values.put(
        "submitted", child(data, "Submit").map(Element::getTextContent).orElse("").equals("true"));
    child(data, "Journal_Entry_Memo").ifPresent(memo -> values.put("memo", memo.getTextContent()));
    var lines = values.putArray("lines");
    var balance = BigDecimal.ZERO;
    for (var line : children(data)) {
      if (line.getLocalName().equals("Journal_Entry_Line_Replacement_Data")) {
        var view = lines.addObject();
        children(line)
            .forEach(part -> view.put(part.getLocalName(), part.getTextContent().strip()));
        if (!view.has("Ledger_Account_Reference")) {
          throw WorkdayWords.invalid("Ledger_Account_Reference", "Ledger account is required");
        }
        balance =
            balance
                .add(new BigDecimal(view.path("Debit_Amount").asText("0")))
                .subtract(new BigDecimal(view.path("Credit_Amount").asText("0")));
      }
    }
    if (lines.isEmpty() || balance.signum() != 0) {
      throw WorkdayWords.invalid(
          "Journal_Entry_Line_Replacement_Data", "Debits and credits must balance");
    }
    return values;
  }

  private static Refused unknown(String id, String place) {
    return WorkdayWords.invalidAt(
        place,
        "Invalid ID value.  '%s' is not a valid ID value for type = '%s'"
            .formatted(id, JOURNAL_ID));
  }

  private static Optional<Element> child(Element parent, String name) {
    return child(parent, NAMESPACE, name);
  }

  private static Optional<Element> child(Element parent, String namespace, String name) {
    return children(parent).stream()
        .filter(
            each -> name.equals(each.getLocalName()) && namespace.equals(each.getNamespaceURI()))
        .findFirst();
  }

  private static Optional<Element> firstChild(Element parent) {
    return children(parent).stream().findFirst();
  }

  private static List<Element> children(Element parent) {
    var nodes = parent.getChildNodes();
    var all = new ArrayList<Element>();
    IntStream.range(0, nodes.getLength())
        .forEach(index -> {
          if (nodes.item(index) instanceof Element element) {
            all.add(element);
          }
        });
    return all;
  }
}
