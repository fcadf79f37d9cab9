package dev.tributary.collector.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SenderTest {
  private static final InputLimits LIMITS =
      new InputLimits(4_194_304, 2_500, 32_768, 32_768, 32, 512);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "analytics.js",
        "analytics-android",
        "analytics-flutter",
        "analytics-ios",
        "analytics-kotlin",
        "analytics-swift",
        "@segment/analytics-react-native",
        "com.rudderstack.android.sdk.core",
        "rudder-ios-library",
        "RudderLabs JavaScript SDK"
      })
  void aLibraryOfBrowsersAndPhonesIsToldItsAddress(String library) {
    assertThat(lacksAddress("{'library':{'name':'" + library + "'}}", "{}")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@segment/analytics-node",
        "analytics-java",
        "analytics-python",
        "analytics-node",
        "analytics-go",
        "RudderLabs",
        ""
      })
  void aServersLibraryIsNot(String library) {
    assertThat(lacksAddress("{'library':{'name':'" + library + "'}}", "{}")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}                                                    | {} | false",
        "{'direct':true}                                       | {} | true",
        "{ 'direct' : true , 'a':[{'direct':false}] }          | {} | true",
        "{'a':{'direct':true}}                                 | {} | false",
        "{'direct':'true'}                                     | {} | false",
        "{'direct':true,'direct':false}                        | {} | false",
        "{'library':{'version':'1','name':'analytics.js'}}     | {} | true",
        "{'library':{'name':'analytics.js','name':'x'}}        | {} | false",
        "{'library':{'name':'analytics.js'},'library':null}    | {} | false",
        "{'library':{'name':'analytics\\u002ejs'}}             | {} | true",
        "{'library':{'name':['analytics.js']}}                 | {} | false",
        "{'library':'analytics.js'}                            | {} | false",
        "{'l\\u0069brary':{'name':'analytics.js'},'z':{}}      | {} | true",
        "{'direct':true,'ip':'192.0.2.1'}                      | {} | false",
        "{'direct':true,'ip':null}                             | {} | false",
        "{'direct':true,'device':{'ip':'192.0.2.1'}}           | {} | true",
        "[]                                                    | {} | false",
        "null                                                  | {'direct':true} | true",
        "{}                        | {'library':{'name':'analytics.js'}}         | true",
        "{'library':{'name':'x'}}  | {'library':{'name':'analytics.js'}}         | false",
        "{'library':null}          | {'library':{'name':'analytics.js'}}         | false",
        "{'direct':false}          | {'direct':true}                             | false",
        "{'direct':true}           | {'ip':'192.0.2.1'}                          | false",
        "{'direct':true}           | []                                          | true",
      })
  void whatTheEventSaysGoesBeforeWhatItsRequestSays(
      String ofEvent, String ofRequest, boolean lacksAddress) {
    assertThat(lacksAddress(ofEvent, ofRequest)).isEqualTo(lacksAddress);
  }

  private static boolean lacksAddress(String ofEvent, String ofRequest) {
    String body =
        "{'batch':[{'context':%s}, {}],'context':%s}"
            .formatted(ofEvent, ofRequest)
            .replace('\'', '"');
    TrackingRequest read = new RequestReader(LIMITS).batch(body.getBytes(StandardCharsets.UTF_8));
    assertThat(read.items().getLast().sender()).isEqualTo(Sender.UNKNOWN);
    return read.items().getFirst().sender().within(read.sender()).lacksAddress();
  }
}
