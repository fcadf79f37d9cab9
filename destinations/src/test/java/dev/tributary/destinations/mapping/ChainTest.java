package dev.tributary.destinations.mapping;

import static dev.tributary.destinations.mapping.NamedValues.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.contracts.Json;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ChainTest {
  private static final Scope SCOPE =
      NamedValues.of(
          """
          {"traits": {"first": " Ann ", "last": "O'Neil", "country": "DE", "tags": ["a", "b"],
            "address": {"city": "Łódź"}, "age": 41, "plan": ""}}\
          """);

  /** Steps, the value before them, and the value after them; null is absent. */
  static Stream<Arguments> steps() {
    return Stream.of(
        // default
        row("{'kind':'default','value':'none'}", "null", "'none'"),
        row("{'kind':'default','value':'none'}", "''", "'none'"),
        row("{'kind':'default','value':0}", "false", "false"),
        row("{'kind':'default','value':[1]}", "null", "[1]"),
        // get
        row("{'kind':'get','path':'a.b'}", "{'a':{'b':5}}", "5"),
        row("{'kind':'get','path':'a.b'}", "{'a.b':6,'a':{'b':5}}", "6"),
        row("{'kind':'get','path':'items[0].sku'}", "{'items':[{'sku':'x'},{'sku':'y'}]}", "'x'"),
        row("{'kind':'get','path':'items[-1].sku'}", "{'items':[{'sku':'x'},{'sku':'y'}]}", "'y'"),
        row(
            "{'kind':'get','path':'items[].sku'}",
            "{'items':[{'sku':'x'},{},{'sku':'y'}]}",
            "['x','y']"),
        row("{'kind':'get','path':'[1]'}", "['x','y']", "'y'"),
        row("{'kind':'get','path':'[7]'}", "['x','y']", "null"),
        row("{'kind':'get','path':'[-3]'}", "['x','y']", "null"),
        row("{'kind':'get','path':'a.b.c'}", "{'a':'text'}", "null"),
        // template
        row("{'kind':'template','template':'{{first | trim}} {{last}}'}", "null", "\"Ann O'Neil\""),
        row("{'kind':'template','template':'Dear {{value}},'}", "'Bo'", "'Dear Bo,'"),
        row(
            "{'kind':'template','template':'Dear {{value | default: \\\"you\\\"}},'}",
            "null",
            "'Dear you,'"),
        row("{'kind':'template','template':'{{nobody}}/{{plan}}'}", "null", "null"),
        row("{'kind':'template','template':'fixed'}", "null", "'fixed'"),
        row("{'kind':'template','template':'{{traits.address.city | upper}}'}", "null", "'ŁÓDŹ'"),
        row("{'kind':'template','template':'{{tags[1]}}{{age}}'}", "null", "'b41'"),
        row("{'kind':'template','template':'{{value.zip[0]}}'}", "{'zip':['007']}", "'007'"),
        // map
        row("{'kind':'map','values':{'DE':'Germany','5':'five'}}", "'DE'", "'Germany'"),
        row("{'kind':'map','values':{'DE':'Germany','5':'five'}}", "5.0", "'five'"),
        row("{'kind':'map','values':{'true':1}}", "true", "1"),
        row(
            "{'kind':'map','values':{'DE':'Germany'},'otherwise':'Elsewhere'}",
            "'X'",
            "'Elsewhere'"),
        row("{'kind':'map','values':{'DE':'Germany'},'otherwise':null}", "'X'", "null"),
        row("{'kind':'map','values':{'DE':'Germany'}}", "null", "null"),
        row("{'kind':'map','values':{'a':'A'},'otherwise':'?'}", "['a','b']", "['A','?']"),
        // when
        row("{'kind':'when','in':['DE','AT']}", "'DE'", "'DE'"),
        row("{'kind':'when','in':['DE','AT']}", "'FR'", "null"),
        row("{'kind':'when','in':[5]}", "5.0", "5.0"),
        row("{'kind':'when','notIn':['DE']}", "'FR'", "'FR'"),
        row("{'kind':'when','notIn':['DE']}", "null", "null"),
        row("{'kind':'when','of':'country','in':['DE']}", "'x'", "'x'"),
        row("{'kind':'when','of':'traits.country','notIn':['DE']}", "'x'", "null"),
        row("{'kind':'when','of':'traits.tags','in':['b']}", "'x'", "'x'"),
        row("{'kind':'when','of':'traits.gone','exists':false}", "'x'", "'x'"),
        row("{'kind':'when','of':'traits.plan','exists':true}", "'x'", "null"),
        // normalise
        row("{'kind':'normalise','as':'email'}", "'  Ann@Example.ORG '", "'ann@example.org'"),
        row("{'kind':'normalise','as':'phone','region':'DE'}", "'030 123456'", "'+4930123456'"),
        row("{'kind':'normalise','as':'phone'}", "'+1 (650) 253-0000'", "'+16502530000'"),
        row("{'kind':'normalise','as':'country'}", "'germany'", "'DE'"),
        row("{'kind':'normalise','as':'country'}", "'DEU'", "'DE'"),
        row("{'kind':'normalise','as':'lower'}", "'ÄB'", "'äb'"),
        row("{'kind':'normalise','as':'upper'}", "'straße'", "'STRASSE'"),
        row("{'kind':'normalise','as':'trim'}", "' a\\u00a0'", "'a\\u00a0'"),
        row("{'kind':'normalise','as':'lower'}", "['A','B']", "['a','b']"),
        // hash
        row(
            "{'kind':'hash','as':'sha256'}",
            "'ann@example.org'",
            "'438c4c7afe600cdf1e455c369bec76dc970fc8ca463447c7b387a347f3c79331'"),
        row("{'kind':'hash','as':'md5'}", "''", "'d41d8cd98f00b204e9800998ecf8427e'"),
        row("{'kind':'hash','as':'md5'}", "5", "'e4da3b7fbbce2345d7772b0674a318d5'"),
        row(
            "{'kind':'hash','as':'md5'}",
            "['', 5]",
            "['d41d8cd98f00b204e9800998ecf8427e','e4da3b7fbbce2345d7772b0674a318d5']"),
        row("{'kind':'hash','as':'md5'}", "null", "null"),
        // date
        row("{'kind':'date','format':'dd.MM.yyyy'}", "'2026-01-31'", "'31.01.2026'"),
        row(
            "{'kind':'date','format':'dd.MM.yyyy','zone':'Pacific/Auckland'}",
            "'2026-01-31T23:00:00Z'",
            "'01.02.2026'"),
        row("{'kind':'date','format':'epoch-seconds'}", "'1970-01-02'", "86400"),
        row("{'kind':'date','format':'epoch-millis'}", "'1970-01-01T00:00:01.5Z'", "1500"),
        row("{'kind':'date','format':'iso'}", "1700000000", "'2023-11-14T22:13:20Z'"),
        row("{'kind':'date','format':'iso'}", "1700000000000", "'2023-11-14T22:13:20Z'"),
        row(
            "{'kind':'date','format':'iso','zone':'Europe/Berlin'}",
            "'2026-01-31 12:00:00'",
            "'2026-01-31T11:00:00Z'"),
        // list and join
        row("{'kind':'list'}", "'a'", "['a']"),
        row("{'kind':'list'}", "['a']", "['a']"),
        row("{'kind':'list','separator':','}", "'a, b,,c'", "['a','b','c']"),
        row("{'kind':'join','separator':'; '}", "['a',1,true,null]", "'a; 1; true'"),
        row("{'kind':'join','separator':';'}", "'a'", "'a'"),
        row("{'kind':'join','separator':';'}", "[]", "null"),
        // query parameter
        row(
            "{'kind':'query-parameter','name':'gclid'}",
            "'https://shop.example/?a=1&gclid=X%20Y#z'",
            "'X Y'"),
        row("{'kind':'query-parameter','name':'gclid'}", "'?gclid=%zz'", "'%zz'"),
        row(
            "{'kind':'query-parameter','name':'gclid'}",
            "'https://shop.example/#?gclid=1'",
            "null"),
        row("{'kind':'query-parameter','name':'gclid'}", "'no address'", "null"),
        // several, in order
        row(
            "{'kind':'normalise','as':'email'},{'kind':'hash','as':'md5'}",
            "' A@B.example'",
            "'d3ce9fe2208376bd39cf85fbcc2a90c7'"));
  }

  private static Arguments row(String steps, String before, String after) {
    return Arguments.of(steps, before, after);
  }

  @ParameterizedTest
  @MethodSource("steps")
  void aStepMakesAValue(String steps, String before, String after) {
    Chain.Result result = Chain.of(transforms(steps), null).apply(value(before), SCOPE);
    assertThat(result.fault()).isNull();
    if (after.equals("null")) {
      assertThat(Values.absent(result.value())).as("%s", result.value()).isTrue();
    } else {
      assertThat(result.value().toString()).isEqualTo(json(quoted(after)).toString());
    }
  }

  /** Steps that cannot take the value, the place, and a part of the text. */
  static Stream<Arguments> impossible() {
    return Stream.of(
        Arguments.of("{'kind':'map','values':{'a':1}}", "'Ann'", "/transform/0", "not in the map"),
        Arguments.of("{'kind':'normalise','as':'email'}", "'secret'", "/transform/0", "no e-mail"),
        Arguments.of("{'kind':'normalise','as':'email'}", "'a b@c.d'", "/transform/0", "no e-mail"),
        Arguments.of("{'kind':'normalise','as':'phone'}", "'030 123456'", "/transform/0", "+49"),
        Arguments.of("{'kind':'normalise','as':'country'}", "'Atlantis'", "/transform/0", "ISO"),
        Arguments.of(
            "{'kind':'hash','as':'md5'}", "{'a':1}", "/transform/0", "An object has no form"),
        Arguments.of("{'kind':'date','format':'iso'}", "'soon'", "/transform/0", "no day or time"),
        Arguments.of("{'kind':'date','format':'iso'}", "1e300", "/transform/0", "no time"),
        Arguments.of(
            "{'kind':'list'},{'kind':'template','template':'{{value}}'}",
            "'secret'",
            "/transform/1",
            "A list has no form as a text"));
  }

  @ParameterizedTest
  @MethodSource("impossible")
  void aValueThatAStepCannotTakeIsAnErrorThatDoesNotRepeatIt(
      String steps, String before, String place, String words) {
    Chain.Fault fault = Chain.of(transforms(steps), null).apply(value(before), SCOPE).fault();
    assertThat(fault).isNotNull();
    assertThat(fault.place()).isEqualTo(place);
    assertThat(fault.words()).contains(words);
    assertThat(fault.words()).doesNotContain("secret", "Ann", "Atlantis", "030", "soon");
  }

  /** Each function makes the text three times as long. */
  @Test
  void theLengthOfATemplateIsBoundedAfterEachFunction() {
    String step =
        "{'kind':'template','template':'{{value%s | truncate: 5}}'}".formatted(" | url".repeat(9));
    Chain.Result result =
        Chain.of(transforms(step), null).apply(TextNode.valueOf("%".repeat(60_000)), SCOPE);
    assertThat(result.fault()).isNotNull();
    assertThat(result.fault().words()).contains("too long");
    assertThat(Chain.of(transforms(step), null).apply(value("'%'"), SCOPE).value().textValue())
        .isEqualTo("%2525");
  }

  @Test
  void aPatternMayHaveATextWithAP() {
    List<Transform> date = List.of(new Transform.Date("d. 'p' M", null));
    assertThat(Chain.of(date, null).apply(value("'2026-01-31'"), SCOPE).value().textValue())
        .isEqualTo("31. p 1");
  }

  /** One record must not stop the records behind it. */
  @Test
  void anExceptionOfAStepIsAFaultWithoutTheValue() {
    Scope failing =
        new Scope() {
          @Override
          public JsonNode value(Reference reference) {
            throw new IllegalStateException("secret");
          }

          @Override
          public ObjectNode document() {
            throw new IllegalStateException("secret");
          }

          @Override
          public ExpressionBudget budget() {
            return new ExpressionBudget();
          }
        };
    for (String step :
        List.of(
            "{'kind':'template','template':'{{name}}'}",
            "{'kind':'jsonata','expression':'traits'}")) {
      Chain.Fault fault =
          Chain.of(transforms("{'kind':'list'}," + step), null).apply(value("1"), failing).fault();
      assertThat(fault).isEqualTo(new Chain.Fault("/transform/1", "The step fails for this value"));
    }
  }

  /** Steps that are refused when they are read, and the remedy. */
  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of(
            "{'kind':'template','template':'{{a | shout}}'}", "Column 6: Unknown function"),
        Arguments.of("{'kind':'template','template':'x {{a'}", "Column 3: {{ is not closed"),
        Arguments.of("{'kind':'template','template':'a}} b'}", "Column 2: }} closes nothing"),
        Arguments.of("{'kind':'template','template':'{{ }}'}", "A value is missing"),
        Arguments.of("{'kind':'template','template':'{{a | truncate}}'}", "needs an argument"),
        Arguments.of("{'kind':'template','template':'{{a | truncate: x}}'}", "truncate: 20"),
        Arguments.of("{'kind':'template','template':'{{a | trim: 1}}'}", "takes no argument"),
        Arguments.of("{'kind':'template','template':'{{a | default: x}}'}", "in quotes"),
        Arguments.of("{'kind':'template','template':'{{traits.a..b}}'}", "empty name"),
        Arguments.of("{'kind':'template'}", "needs template"),
        Arguments.of("{'kind':'get','path':'a[x]'}", "items[0].sku"),
        Arguments.of("{'kind':'get','path':''}", "1 to 500 characters"),
        Arguments.of("{'kind':'map','values':{}}", "at least one value"),
        Arguments.of("{'kind':'when'}", "one of in, notIn and exists"),
        Arguments.of("{'kind':'when','in':['a'],'exists':true}", "one of in, notIn and exists"),
        Arguments.of("{'kind':'when','in':[{}]}", "compares with texts"),
        Arguments.of("{'kind':'normalise','as':'phone','region':'XX'}", "ISO 3166"),
        Arguments.of("{'kind':'normalise','as':'lower','region':'DE'}", "leave it out"),
        Arguments.of("{'kind':'date','format':'QQQQQQ'}", "dd.MM.yyyy"),
        Arguments.of("{'kind':'date','format':'pd.MM.yyyy'}", "no p; write dd"),
        Arguments.of("{'kind':'date','format':'%s'}".formatted("y".repeat(101)), "at most 100"),
        Arguments.of(
            "{'kind':'template','template':'{{a%s}}'}".formatted(" | url".repeat(11)),
            "at most 10 functions"),
        Arguments.of("{'kind':'date','format':'iso','zone':'Mars'}", "Europe/Berlin"),
        Arguments.of("{'kind':'jsonata','expression':'$sum('}", "Column "),
        Arguments.of("{'kind':'list','separator':''}", "at least one character"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void aStepThatCannotWorkIsRefusedWithItsRemedy(String step, String words) {
    assertThatThrownBy(() -> transforms(step))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(words);
  }

  @Test
  void theWireFormOfEachStepIsTheSameAfterARoundTrip() {
    steps()
        .map(arguments -> quoted("[" + arguments.get()[0] + "]"))
        .forEach(written ->
            assertThat(new String(Json.write(typed(written)), StandardCharsets.UTF_8))
                .isEqualTo(json(written).toString()));
  }

  @Test
  void theFirstStepThatFailsEndsTheChain() {
    List<Transform> transforms =
        transforms("{'kind':'normalise','as':'email'},{'kind':'default','value':'x'}");
    Chain.Result result = Chain.of(transforms, null).apply(TextNode.valueOf("no"), SCOPE);
    assertThat(result.value().isMissingNode()).isTrue();
    assertThat(result.fault()).isNotNull();
  }

  @Test
  void theValuesThatStepsNameAreKnown() {
    assertThat(
            Chain.references(
                    transforms(
                        "{'kind':'template','template':'{{a}} {{context.ip}} {{value}}'},"
                            + "{'kind':'when','of':'traits.b.c','exists':true}"))
                .map(Reference::text))
        .containsExactly("a", "context.ip", "traits.b.c");
  }

  @Test
  void hostileTextsStayWholeAndBounded() {
    JsonNode hostile = TextNode.valueOf("\0\uD83D\uDE00\u202E{{first}} | </script> $(x) \"");
    assertThat(result("{'kind':'template','template':'{{value}}'}", hostile)).isEqualTo(hostile);
    assertThat(result("{'kind':'join','separator':','},{'kind':'list'}", hostile))
        .isEqualTo(Json.MAPPER.createArrayNode().add(hostile));
    assertThat(result("{'kind':'template','template':'{{value | truncate: 2}}'}", hostile))
        .as("never half of a character")
        .isEqualTo(TextNode.valueOf("\0\uD83D\uDE00"));
    JsonNode large = TextNode.valueOf("x".repeat(60_000));
    Chain.Fault fault =
        Chain.of(transforms("{'kind':'template','template':'{{value}}{{value}}'}"), null)
            .apply(large, SCOPE)
            .fault();
    assertThat(fault).isNotNull();
    assertThat(fault.words()).contains("too long");
    JsonNode deep = MissingNode.getInstance();
    for (int i = 0; i < 5_000; i++) {
      deep = Json.MAPPER.createObjectNode().set("a", deep);
    }
    assertThat(result("{'kind':'get','path':'a.a.a.b'}", deep).isMissingNode()).isTrue();
  }

  private static JsonNode result(String steps, JsonNode before) {
    Chain.Result result = Chain.of(transforms(steps), null).apply(before, SCOPE);
    assertThat(result.fault()).isNull();
    return result.value();
  }

  /** Jackson's writer needs the type of the elements for their kinds. */
  private record Steps(List<Transform> steps) {}

  private static JsonNode typed(String written) {
    List<Transform> steps =
        Json.read(written.getBytes(StandardCharsets.UTF_8), new TypeReference<>() {});
    return Json.MAPPER.valueToTree(new Steps(steps)).path("steps");
  }

  static List<Transform> transforms(String steps) {
    return Json.read(
        quoted("[" + steps + "]").getBytes(StandardCharsets.UTF_8), new TypeReference<>() {});
  }

  static JsonNode value(String written) {
    JsonNode value = json(quoted(written));
    return value.isNull() ? MissingNode.getInstance() : value;
  }

  private static String quoted(String written) {
    return written.startsWith("\"") ? written : written.replace('\'', '"');
  }
}
