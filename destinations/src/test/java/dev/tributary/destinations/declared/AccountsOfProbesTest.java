package dev.tributary.destinations.declared;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Probe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The account that the answer to a declared probe names. */
class AccountsOfProbesTest {
  private static final String PATH = "  path: /v1/me\n";
  private static final String NAMED =
      Sample.with(PATH, PATH + "  account: { id: /account/id, name: /account/name }\n");

  @Test
  void theAnswerNamesTheAccount() {
    assertThat(probed(NAMED, 200, "{\"account\": {\"id\": 7, \"name\": \"Acme\"}}"))
        .isEqualTo(new Probe.Result(new Outcome.Delivered(null), new Probe.Account("7", "Acme")));
    assertThat(probed(NAMED, 200, "{\"account\": {\"id\": \"a7\"}}").account())
        .isEqualTo(new Probe.Account("a7", "a7"));
  }

  @Test
  void anAnswerWithoutTheIdNamesNoAccount() {
    assertThat(probed(NAMED, 200, "{\"account\": {\"name\": \"Acme\"}}"))
        .isEqualTo(new Probe.Result(new Outcome.Delivered(null), null));
    assertThat(probed(NAMED, 200, "no JSON").account()).isNull();
  }

  @Test
  void aRefusalNamesNoAccount() {
    Probe.Result refused = probed(NAMED, 401, "{\"account\": {\"id\": 7}}");
    assertThat(refused.outcome()).isInstanceOf(Outcome.Unauthorised.class);
    assertThat(refused.account()).isNull();
  }

  @Test
  void aProbeWithoutAnAccountNamesNone() {
    assertThat(Sample.connector(Sample.GOOD).probe(Sample.target("{}")))
        .isInstanceOf(Probe.OfRequest.class);
  }

  @Test
  void anAccountWithoutAPlaceForTheIdIsAFault() {
    assertThat(Sample.faults(Sample.with(PATH, PATH + "  account: { name: /name }\n")))
        .singleElement()
        .asString()
        .contains("/probe/account/id: is missing; accepted is a JSON pointer");
  }

  /** As the vendors document their answers. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          klaviyo     | {}                                | {"data": [{"type": "account", "id": "AbC123", "attributes": {"contact_information": {"organization_name": "Acme"}}}]} | AbC123    | Acme
          slack       | {}                                | {"ok": true, "team": "Acme", "team_id": "T12345678", "user": "tributary"}                                               | T12345678 | Acme
          customer-io | {"siteId": "s1", "region": "us"}  | {"url": "https://track.customer.io", "region": "us", "environment_id": 3}                                              | 3         | 3
          salesforce  | {"domain": "acme"}                | {"totalSize": 1, "done": true, "records": [{"Id": "00D000000000001EAA", "Name": "Acme"}]}                            | 00D000000000001EAA | Acme
          mailchimp   | {"dataCenter": "us1", "audience": "a1"} | {"account_id": "8d3a3db4d97663a9074efcc16", "account_name": "Acme"}                                          | 8d3a3db4d97663a9074efcc16 | Acme
          """)
  void theVendorNamesItsAccount(
      String connector, String settings, String answer, String id, String name) {
    Probe.OfAccount probe =
        (Probe.OfAccount) Sample.shipped(connector).probe(Sample.target(settings));
    assertThat(probe.reading().result(Sample.answer(200, answer), Sample.NOW).account())
        .isEqualTo(new Probe.Account(id, name));
  }

  private static Probe.Result probed(String manifest, int status, String body) {
    Connector connector = Sample.connector(manifest);
    Probe.OfAccount probe = (Probe.OfAccount) connector.probe(Sample.target("{}"));
    return probe.reading().result(Sample.answer(status, body), Sample.NOW);
  }
}
