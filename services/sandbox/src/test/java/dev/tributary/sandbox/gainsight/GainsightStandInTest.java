package dev.tributary.sandbox.gainsight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.sandbox.VendorCaller;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class GainsightStandInTest extends VendorCaller {
  private static final String COMPANIES = "/v1/data/objects/Company";

  GainsightStandInTest() {
    super("gainsight");
  }

  private RequestSpecification signed(String body) {
    return documented().header("accesskey", "any").body(json(body));
  }

  @Test
  void aRecordIsFoundByTheValuesOfAField() {
    var inserted = signed("{'records':[{'Name':'Acme'},{'Name':'Beta'}]}").post(COMPANIES);
    assertThat(inserted.<List<String>>path("data.records.Gsid")).hasSize(2);
    var found =
        signed(
                "{'select':['Gsid','Name'],'where':{'conditions':[{'name':'Name','alias':'A',"
                    + "'operator':'IN','value':['acme','Gamma']}],'expression':'A'},'limit':10}")
            .post("/v1/data/objects/query/Company");
    assertThat(found.<List<String>>path("data.records.Gsid"))
        .containsExactly(inserted.<String>path("data.records[0].Gsid"));
  }

  @Test
  void oneRecordThatIsNotValidRefusesAll() {
    var refused = signed("{'records':[{'Name':'Acme'},{'ARR':'much'}]}").post(COMPANIES);
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.<String>path("data.errors[0].errors[0].fieldName")).isEqualTo("ARR");
    assertThat(control("/records/Company").<Integer>path("total")).isZero();
  }

  @Test
  void anUpdateNeedsARecordThatItsKeysName() {
    signed("{'records':[{'Name':'Acme'}]}").post(COMPANIES);
    var path = COMPANIES + "?keys=Name";
    assertThat(signed("{'records':[{'Name':'Acme','ARR':9}]}").put(path).statusCode())
        .isEqualTo(200);
    assertThat(signed("{'records':[{'Name':'Beta','ARR':9}]}").put(path).statusCode())
        .isEqualTo(400);
    assertThat(control("/records/Company").<Integer>path("records[0].values.ARR")).isEqualTo(9);
  }

  @Test
  void aMinuteHasAHundredCalls() {
    for (int i = 0; i < 100; i++) {
      signed("{'Email':'ada@shop.example'}").put("/v1/peoplemgmt/v1.0/people");
    }
    var refused = signed("{'Email':'ada@shop.example'}").put("/v1/peoplemgmt/v1.0/people");
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.<String>path("errorCode")).isEqualTo("GU_2400");
    pass(Duration.ofMinutes(1));
    assertThat(
            signed("{'Email':'ada@shop.example'}").put("/v1/peoplemgmt/v1.0/people").statusCode())
        .isEqualTo(200);
    assertThat(control("/records/people/counts").<Integer>path("records")).isEqualTo(1);
  }

  @Test
  void aWrongKeyIsRefused() {
    set("/token", json("{'token':'right'}"));
    assertThat(signed("{'records':[]}").post(COMPANIES).statusCode()).isEqualTo(401);
  }
}
