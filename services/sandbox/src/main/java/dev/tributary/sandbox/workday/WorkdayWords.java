package dev.tributary.sandbox.workday;

import dev.tributary.sandbox.Answer;
import dev.tributary.sandbox.Call;
import dev.tributary.sandbox.kit.Refused;
import dev.tributary.sandbox.kit.VendorWords;
import dev.tributary.sandbox.kit.credential.Credentials.Reason;
import dev.tributary.sandbox.kit.limit.LimitState;

/** Workday's envelopes: responses with ids, and faults. */
final class WorkdayWords implements VendorWords {
  private static final String ENVELOPE =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?><SOAP-ENV:Envelope"
          + " xmlns:SOAP-ENV=\"http://schemas.xmlsoap.org/soap/envelope/\"><SOAP-ENV:Body>%s"
          + "</SOAP-ENV:Body></SOAP-ENV:Envelope>";
  private static final String FAULT =
      "<SOAP-ENV:Fault xmlns:wd=\"urn:com.workday/bsvc\"><faultcode>SOAP-ENV:%s</faultcode>"
          + "<faultstring>%s</faultstring>%s</SOAP-ENV:Fault>";

  /** A response that names the journal by both of its ids. */
  static Answer response(String name, String wid, String id) {
    return envelope(
        200,
        ("<wd:%1$s xmlns:wd=\"urn:com.workday/bsvc\"><wd:Accounting_Journal_Reference>"
                + "<wd:ID wd:type=\"WID\">%2$s</wd:ID>"
                + "<wd:ID wd:type=\"Accounting_Journal_ID\">%3$s</wd:ID>"
                + "</wd:Accounting_Journal_Reference></wd:%1$s>")
            .formatted(name, wid, escaped(id)));
  }

  /**
   * The answer to a search.
   *
   * @param journal the data of the journal in XML; empty for none
   */
  static Answer found(String wid, String id, String journal) {
    String entry =
        journal.isEmpty()
            ? ""
            : ("<wd:Journal_Entry><wd:Journal_Entry_Reference><wd:ID wd:type=\"WID\">%s</wd:ID>"
                    + "<wd:ID wd:type=\"Accounting_Journal_ID\">%s</wd:ID>"
                    + "</wd:Journal_Entry_Reference><wd:Journal_Entry_Data>%s"
                    + "</wd:Journal_Entry_Data></wd:Journal_Entry>")
                .formatted(wid, escaped(id), journal);
    return envelope(
        200,
        ("<wd:Get_Journals_Response xmlns:wd=\"urn:com.workday/bsvc\"><wd:Response_Data>%s"
                + "</wd:Response_Data></wd:Get_Journals_Response>")
            .formatted(entry));
  }

  static String element(String name, String text) {
    return "<wd:%1$s>%2$s</wd:%1$s>".formatted(name, escaped(text));
  }

  static String reference(String name, String type, String id) {
    return "<wd:%1$s><wd:ID wd:type=\"%2$s\">%3$s</wd:ID></wd:%1$s>"
        .formatted(name, type, escaped(id));
  }

  /** A fault of validation about an element of the journal. */
  static Refused invalid(String element, String message) {
    return invalidAt(
        "/wd:Submit_Accounting_Journal_Request[1]/wd:Accounting_Journal_Data[1]"
            + (element.isEmpty() ? "" : "/wd:%s[1]".formatted(element)),
        message);
  }

  static Refused invalidAt(String place, String message) {
    var text = escaped(message);
    var detail =
        ("<detail><wd:Validation_Fault><wd:Validation_Error><wd:Message>%1$s</wd:Message>"
                + "<wd:Detail_Message>%1$s</wd:Detail_Message><wd:Xpath>%2$s</wd:Xpath>"
                + "</wd:Validation_Error></wd:Validation_Fault></detail>")
            .formatted(text, place);
    return new Refused(
        envelope(
            500,
            FAULT.formatted(
                "Client.validationError", "Validation error occurred. " + text, detail)));
  }

  @Override
  public Answer failure(int status, String message) {
    return envelope(status, FAULT.formatted("Server.processingError", escaped(message), ""));
  }

  @Override
  public Answer unauthorised(Reason reason, Call call) {
    return envelope(401, FAULT.formatted("Client.authenticationError", "Invalid access token", ""));
  }

  /** Workday answers 500 to too many requests of SOAP. */
  @Override
  public Answer rateLimited(LimitState exceeded) {
    return failure(500, "Too many requests");
  }

  private static Answer envelope(int status, String body) {
    return Answer.text(status, "text/xml; charset=utf-8", ENVELOPE.formatted(body));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
