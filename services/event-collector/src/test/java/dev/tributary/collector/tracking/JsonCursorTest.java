package dev.tributary.collector.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.tributary.testkit.lane.Lane;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("soak-models")
class JsonCursorTest {
  private static final long SEED = Lane.seed();
  private static final int CASES = 20_000;
  private static final String MARKS = "{}[],:\"\\0123456789.eE+-tfnrualse \n/bx";
  private static final JsonFactory JACKSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNumberLength(Integer.MAX_VALUE).build())
          .build();

  @Test
  void itAcceptsWhatJacksonAcceptsAndNothingElse() {
    Random random = new Random(SEED);
    for (int i = 0; i < CASES; i++) {
      StringBuilder text = new StringBuilder();
      new RandomJson(random).appendArray(text, 4);
      String json = random.nextBoolean() ? text.toString() : mutated(text, random);
      assertThat(accepts(json))
          .as("seed %d, case %d: %s", SEED, i, json)
          .isEqualTo(jacksonAccepts(json));
    }
  }

  @Test
  void itAcceptsWhatIsUtf8AndNothingElse() {
    Random random = new Random(SEED);
    for (int i = 0; i < CASES; i++) {
      byte[] text = new byte[1 + random.nextInt(6)];
      random.nextBytes(text);
      for (int j = 0; j < text.length; j++) {
        boolean mark = text[j] == '"' || text[j] == '\\' || text[j] >= 0 && text[j] < ' ';
        text[j] = mark ? (byte) 'x' : text[j];
      }
      byte[] json =
          ByteBuffer.allocate(text.length + 2).put((byte) '"').put(text).put((byte) '"').array();
      assertThat(accepts(json)).as("seed %d, case %d", SEED, i).isEqualTo(isUtf8(text));
    }
  }

  @Test
  void aMillionLevelsAreSteppedOver() {
    byte[] json = ("[".repeat(1_000_000) + "]".repeat(1_000_000)).getBytes(StandardCharsets.UTF_8);
    JsonCursor cursor = new JsonCursor(json, 0, json.length);
    Nesting nesting = new Nesting(32);
    cursor.skip(0, nesting);
    assertThat(cursor.position()).isEqualTo(json.length);
    assertThat(nesting.deepest()).isEqualTo(1_000_000);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"plain\"            | plain",
        "\"\\u0041\\u00e9\"   | Aé",
        "\"a\\\"b\\\\c\\/d\"  | a\"b\\c/d",
        "\"\\uD83D\\uDE00\"   | 😀",
        "\"ключ\"             | ключ",
        "-1.5e+3              | -1.5e+3",
      })
  void textsAndNumbersAreTakenOut(String json, String expected) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    JsonCursor cursor = new JsonCursor(bytes, 0, bytes.length);
    cursor.skip(0, new Nesting(0));
    assertThat(cursor.lastText()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"userId, true", "user\\u0049d, true", "userID, false", "user, false"})
  void aNameIsRecognisedHoweverItIsSpelt(String name, boolean recognised) {
    byte[] bytes = ("\"" + name + "\"").getBytes(StandardCharsets.UTF_8);
    JsonCursor cursor = new JsonCursor(bytes, 0, bytes.length);
    cursor.skip(0, new Nesting(0));
    assertThat(cursor.textIs("userId")).isEqualTo(recognised);
  }

  private static String mutated(StringBuilder text, Random random) {
    int at = random.nextInt(text.length());
    char mark = MARKS.charAt(random.nextInt(MARKS.length()));
    switch (random.nextInt(3)) {
      case 0 -> text.setCharAt(at, mark);
      case 1 -> text.insert(at, mark);
      default -> text.deleteCharAt(at);
    }
    return text.toString();
  }

  private static boolean accepts(String json) {
    return accepts(json.getBytes(StandardCharsets.UTF_8));
  }

  private static boolean accepts(byte[] json) {
    JsonCursor cursor = new JsonCursor(json, 0, json.length);
    try {
      cursor.skip(0, new Nesting(3));
      return cursor.peek() == -1;
    } catch (MalformedJson e) {
      return false;
    }
  }

  private static boolean jacksonAccepts(String json) {
    try (JsonParser parser = JACKSON.createParser(json.getBytes(StandardCharsets.UTF_8))) {
      if (parser.nextToken() == null) {
        return false;
      }
      parser.skipChildren();
      JsonToken end = parser.currentToken();
      return !parser.isClosed() && end != null && parser.nextToken() == null;
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean isUtf8(byte[] text) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
