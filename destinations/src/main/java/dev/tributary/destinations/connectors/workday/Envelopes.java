package dev.tributary.destinations.connectors.workday;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/** Requests as envelopes of SOAP 1.1. Elements are in the order of Workday's schema. */
final class Envelopes {
  static final String SOAP = "http://schemas.xmlsoap.org/soap/envelope/";
  static final String WORKDAY = "urn:com.workday/bsvc";
  static final String JOURNAL_ID = "Accounting_Journal_ID";

  private final XMLStreamWriter writer;

  private Envelopes(XMLStreamWriter writer) {
    this.writer = writer;
  }

  /** Writes the content of an envelope. */
  private interface Content {
    void write(Envelopes envelope) throws XMLStreamException;
  }

  /** A search for the journal with this reference ID. */
  static byte[] search(String id) {
    return envelope(
        "Get_Journals_Request",
        false,
        envelope -> {
          envelope.writer.writeStartElement(WORKDAY, "Request_References");
          envelope.reference("JournalEntryReference", JOURNAL_ID, id);
          envelope.writer.writeEndElement();
          envelope.writer.writeStartElement(WORKDAY, "Response_Filter");
          envelope.element("Page", "1");
          envelope.element("Count", "1");
          envelope.writer.writeEndElement();
        });
  }

  /**
   * A journal to create, or to change with all of its lines.
   *
   * @param known the present reference ID of the journal to change; null to create one
   */
  static byte[] submission(Journal journal, @Nullable String known) {
    return envelope(
        "Submit_Accounting_Journal_Request",
        known == null,
        envelope -> {
          if (known != null) {
            envelope.reference("Accounting_Journal_Reference", JOURNAL_ID, known);
          }
          envelope.writer.writeStartElement(WORKDAY, "Accounting_Journal_Data");
          envelope.element(JOURNAL_ID, journal.id());
          envelope.element("Submit", String.valueOf(journal.submit()));
          envelope.reference("Company_Reference", "Company_Reference_ID", journal.company());
          envelope.reference("Currency_Reference", "Currency_ID", journal.currency());
          envelope.reference("Ledger_Type_Reference", "Ledger_Type_ID", journal.ledgerType());
          envelope.element("Accounting_Date", journal.date());
          envelope.reference("Journal_Source_Reference", "Journal_Source_ID", journal.source());
          envelope.element("Journal_Entry_Memo", journal.memo());
          envelope.element("External_Reference_ID", journal.externalReference());
          int number = 0;
          for (Journal.Line line : journal.lines()) {
            envelope.line(line, ++number, journal.accountSet());
          }
          envelope.writer.writeEndElement();
        });
  }

  private static byte[] envelope(String request, boolean addOnly, Content content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      XMLStreamWriter writer =
          XMLOutputFactory.newFactory().createXMLStreamWriter(bytes, StandardCharsets.UTF_8.name());
      writer.setPrefix("env", SOAP);
      writer.setPrefix("wd", WORKDAY);
      writer.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
      writer.writeStartElement(SOAP, "Envelope");
      writer.writeNamespace("env", SOAP);
      writer.writeNamespace("wd", WORKDAY);
      writer.writeStartElement(SOAP, "Body");
      writer.writeStartElement(WORKDAY, request);
      if (addOnly) {
        writer.writeAttribute(WORKDAY, "Add_Only", "true");
      }
      writer.writeAttribute(WORKDAY, "version", WorkdayConnector.VERSION);
      content.write(new Envelopes(writer));
      writer.writeEndDocument();
      writer.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("A journal has only texts that XML can have", e);
    }
    return bytes.toByteArray();
  }

  private void line(Journal.Line line, int number, String accountSet) throws XMLStreamException {
    writer.writeStartElement(WORKDAY, "Journal_Entry_Line_Replacement_Data");
    element("Line_Order", String.valueOf(number));
    if (line.company() != null) {
      reference("Line_Company_Reference", "Company_Reference_ID", line.company());
    }
    writer.writeStartElement(WORKDAY, "Ledger_Account_Reference");
    writer.writeStartElement(WORKDAY, "ID");
    writer.writeAttribute(WORKDAY, "type", "Ledger_Account_ID");
    writer.writeAttribute(WORKDAY, "parent_id", accountSet);
    writer.writeAttribute(WORKDAY, "parent_type", "Account_Set_ID");
    writer.writeCharacters(line.account());
    writer.writeEndElement();
    writer.writeEndElement();
    element("Debit_Amount", line.debit() == null ? null : line.debit().toPlainString());
    element("Credit_Amount", line.credit() == null ? null : line.credit().toPlainString());
    element("Memo", line.memo());
    element("External_Reference_ID", line.externalReference());
    for (Map.Entry<String, String> worktag : line.worktags().entrySet()) {
      reference("Worktags_Reference", worktag.getKey(), worktag.getValue());
    }
    writer.writeEndElement();
  }

  private void reference(String name, String type, String id) throws XMLStreamException {
    writer.writeStartElement(WORKDAY, name);
    writer.writeStartElement(WORKDAY, "ID");
    writer.writeAttribute(WORKDAY, "type", type);
    writer.writeCharacters(id);
    writer.writeEndElement();
    writer.writeEndElement();
  }

  /** Nothing for no text. */
  private void element(String name, @Nullable String text) throws XMLStreamException {
    if (text != null) {
      writer.writeStartElement(WORKDAY, name);
      writer.writeCharacters(text);
      writer.writeEndElement();
    }
  }
}
