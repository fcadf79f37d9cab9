package dev.tributary.destinations.connectors.workday;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.destinations.connector.Egress.Answer;
import dev.tributary.destinations.connector.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Faults in the forms that open clients have seen. */
class SoapAnswerTest {
  private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

  private static SoapAnswer answer(int status, String body) {
    return SoapAnswer.of(
        new Answer(
            status, Map.of("retry-after", List.of("7")), body.getBytes(StandardCharsets.UTF_8)));
  }

  private static String envelope(String body) {
    return "<?xml version='1.0'?><SOAP-ENV:Envelope"
        + " xmlns:SOAP-ENV='http://schemas.xmlsoap.org/soap/envelope/'><SOAP-ENV:Body>"
        + body
        + "</SOAP-ENV:Body></SOAP-ENV:Envelope>";
  }

  private static String fault(String code, String text) {
    return envelope(
        ("<SOAP-ENV:Fault><faultcode>SOAP-ENV:%s</faultcode>"
                + "<faultstring>%s</faultstring></SOAP-ENV:Fault>")
            .formatted(code, text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "500 | Client.validationError | Validation error occurred. Too many decimals | Rejected",
        "500 | Client.authenticationError | invalid username or password | Unauthorised",
        "500 | Server.processingError | Processing error occurred. The task submitted is not"
            + " authorized. | Misconfigured",
        "500 | Client | The web service or version is invalid for this request | Gone",
        "500 | Server.processingError | Too many requests | RateLimited",
        "500 | Server | The request was throttled | RateLimited",
        "429 | Server | Try later | RateLimited",
        "503 | Server | Too many requests | RateLimited",
        "500 | Server.processingError | Too many lines in this journal | Ambiguous",
        "500 | Server.processingError | No exchange rate limit for EUR | Ambiguous",
        "400 | Client | Too many requests to this journal | Transient",
        "500 | Server.processingError | An internal error occurred | Ambiguous",
        "503 | Server | Maintenance | Ambiguous",
        "401 | Client | Invalid access token | Unauthorised",
        "404 | Client | Unknown address | Transient",
      })
  void aFaultHasItsMeaning(int status, String code, String text, String outcome) {
    assertThat(answer(status, fault(code, text)).failure(NOW))
        .extracting(each -> each.getClass().getSimpleName(), Outcome::words)
        .containsExactly(outcome, text);
  }

  /** Of several errors, the first one is shown, with its element. */
  @Test
  void aFaultOfValidationNamesItsElement() {
    String error =
        "<wd:Validation_Error><wd:Message>%s</wd:Message>"
            + "<wd:Detail_Message>More</wd:Detail_Message>"
            + "<wd:Xpath>/wd:Submit_Accounting_Journal_Request[1]/wd:Accounting_Journal_Data[1]%s"
            + "</wd:Xpath></wd:Validation_Error>";
    String body =
        envelope(
            "<SOAP-ENV:Fault xmlns:wd='urn:com.workday/bsvc'>"
                + "<faultcode>SOAP-ENV:Client.validationError</faultcode>"
                + "<faultstring>Validation error occurred. A &amp; B</faultstring><detail>"
                + "<wd:Validation_Fault>"
                + error.formatted("A &amp; B", "/wd:Currency_Reference[1]")
                + error.formatted("C", "/wd:Company_Reference[1]")
                + "</wd:Validation_Fault></detail></SOAP-ENV:Fault>");
    assertThat(answer(500, body).failure(NOW))
        .isEqualTo(new Outcome.Rejected("Currency_Reference", "A & B"));
  }

  @Test
  void aLimitEndsWhenTheAnswerSays() {
    assertThat(answer(429, "").failure(NOW))
        .isInstanceOfSatisfying(
            Outcome.RateLimited.class,
            limited -> assertThat(limited.until()).isEqualTo(NOW.plusSeconds(7)));
  }

  @Test
  void onlyTheResponseThatWasAskedForIsASuccess() {
    String response = envelope("<wd:Get_Journals_Response xmlns:wd='urn:com.workday/bsvc'/>");
    assertThat(answer(200, response).isResponse("Get_Journals_Response")).isTrue();
    assertThat(answer(200, response).isResponse("Submit_Accounting_Journal_Response")).isFalse();
    assertThat(answer(500, response).isResponse("Get_Journals_Response")).isFalse();
    for (String page : List.of("", "<html><body>Hello</body></html>", "<a", "{}")) {
      assertThat(answer(200, page).isResponse("Get_Journals_Response")).isFalse();
      assertThat(answer(200, page).failure(NOW)).isInstanceOf(Outcome.Ambiguous.class);
    }
  }

  /** An entity of a document type is not read. */
  @Test
  void aDocumentTypeIsNoAnswer() {
    String page =
        "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/hosts'>]>"
            + fault("Client.validationError", "&b;");
    assertThat(answer(500, page).failure(NOW)).isInstanceOf(Outcome.Ambiguous.class);
  }
}
