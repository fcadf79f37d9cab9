package dev.tributary.sandbox.workday;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.sandbox.VendorCaller;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class WorkdayTest extends VendorCaller {
  private static final String SERVICE = "/ccx/service/acme/Financial_Management/v45.2";

  WorkdayTest() {
    super("workday");
  }

  private String token() {
    var claims = "{\"iss\":\"client-1\",\"sub\":\"ISU\",\"aud\":\"wd\",\"exp\":4102444800}";
    var part =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(claims.getBytes(StandardCharsets.UTF_8));
    return vendor()
        .formParam("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer")
        .formParam("assertion", "e30.%s.e30".formatted(part))
        .post("/ccx/oauth2/acme/token")
        .path("access_token");
  }

  private Response soap(String request) {
    return vendor()
        .header("Authorization", "Bearer " + token())
        .contentType("text/xml")
        .body(
            ("<e:Envelope xmlns:e='http://schemas.xmlsoap.org/soap/envelope/'"
                    + " xmlns:wd='urn:com.workday/bsvc'><e:Body>%s</e:Body></e:Envelope>")
                .formatted(request))
        .post(SERVICE);
  }

  private static String search(String id) {
    return ("<wd:Get_Journals_Request><wd:Request_References><wd:JournalEntryReference>"
            + "<wd:ID wd:type='Accounting_Journal_ID'>%s</wd:ID></wd:JournalEntryReference>"
            + "</wd:Request_References></wd:Get_Journals_Request>")
        .formatted(id);
  }

  private static void assertFault(Response answer, int status, String code, String message) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.contentType()).startsWith("text/xml");
    assertThat(answer.xmlPath().getString("Envelope.Body.Fault.faultcode"))
        .isEqualTo("SOAP-ENV:" + code);
    assertThat(answer.xmlPath().getString("Envelope.Body.Fault.faultstring")).contains(message);
  }

  @Test
  void anUnknownIdIsAFaultOfValidationWithItsPlace() {
    var fault = soap(search("J-<1>".replace("<", "&lt;")));
    assertFault(fault, 500, "Client.validationError", "'J-<1>' is not a valid ID value");
    assertThat(fault.asString()).contains("<wd:Xpath>", "JournalEntryReference[1]");
  }

  @Test
  void aWrongTokenAndTooManyRequestsAreFaults() {
    assertFault(
        vendor().contentType("text/xml").body("<x/>").post(SERVICE),
        401,
        "Client.authenticationError",
        "Invalid access token");
    set(
        "/limits",
        "{\"soap\":[{\"name\":\"tenant\",\"unit\":\"requests\",\"scope\":\"account\",\"amount\":0,"
            + "\"window\":{\"kind\":\"fixed\",\"milliseconds\":1000}}]}");
    assertFault(soap(search("J-1")), 500, "Server.processingError", "Too many requests");
  }

  @Test
  void aDocumentTypeOrNoEnvelopeIsRefused() {
    var answer =
        vendor()
            .header("Authorization", "Bearer " + token())
            .contentType("text/xml")
            .body("<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/hosts'>]><a>&b;</a>")
            .post(SERVICE);
    assertFault(answer, 500, "Server.processingError", "no envelope");
  }
}
