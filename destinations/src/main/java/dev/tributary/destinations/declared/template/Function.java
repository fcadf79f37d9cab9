package dev.tributary.destinations.declared.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.contracts.Json;
import dev.tributary.destinations.connector.Deduplication;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The functions of templates. They are pure, and this is all of them. */
public enum Function {
  LOWER(text(text -> text.toLowerCase(Locale.ROOT))),
  TRIM(text(String::strip)),
  /** The digits of a phone number, without leading zeros. */
  PHONE_DIGITS(text(Function::phoneDigits)),
  /** A phone number as in E.164. */
  E164(text(Function::e164)),
  /** An e-mail address in the form of which Google takes the hash. */
  GOOGLE_EMAIL(text(Function::googleEmail)),
  /** A filter of Google for the user list with this name, or with this ID if it is one. */
  GOOGLE_LIST_FILTER(text(Function::googleListFilter)),
  /** The letters, their marks and the digits of the text, of any script. */
  ALPHANUMERIC(text(Function::alphanumeric)),
  /**
   * Of the text in UTF-8, in hexadecimal digits of lower case. An empty text has no hash: it would
   * be the same for all people without a value.
   */
  MD5(text(text -> HexFormat.of().formatHex(hash("MD5", text)))),
  /** As {@link #MD5}. */
  SHA256(text(text -> HexFormat.of().formatHex(hash("SHA-256", text)))),
  BASE64(text(text -> Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)))),
  URL_ENCODE(text(Function::urlEncoded)),
  /**
   * For vendors that read links and mentions in angle brackets: {@code &}, {@code <}, {@code >}.
   */
  ESCAPE_HTML(text(text -> text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))),
  /** The text as a literal of OData: in quotation marks, of which inner ones are doubled. */
  ODATA(text(text -> "'" + text.replace("'", "''") + "'")),
  /** A time as JSON of OData version 2 has it: {@code /Date(1767225600000)/}. */
  ODATA_DATE(value -> TextNode.valueOf("/Date(" + time(value).toEpochMilli() + ")/")),
  /**
   * Names for a query language, separated by commas. A text with other characters than letters,
   * digits and {@code _} is refused, so that it cannot change the query.
   */
  IDENTIFIERS(text(Function::identifiers)),
  /** The value as a text of JSON. */
  JSON(value -> TextNode.valueOf(new String(Json.write(value), StandardCharsets.UTF_8))),
  /** The value as a text. */
  TEXT(text(UnaryOperator.identity())),
  /** The text. A text of digits is refused: it is an ID of the vendor, and no name. */
  NO_NUMBER(text(Function::noNumber)),
  /** A whole number, also if the value is its text, for vendors whose ids are numbers. */
  INTEGER(value -> LongNode.valueOf(integer(value))),
  /** The value itself. An item without it is refused. */
  REQUIRED(UnaryOperator.identity()),
  /** The value itself. An item with an empty list, object or text is refused. */
  NOT_EMPTY(Function::notEmpty),
  /** The value itself. An item with a list, or with an object that contains one, is refused. */
  NO_LIST(Function::withoutList),
  /**
   * Of an object, the names of the properties with a list, or with an object that contains one: a
   * text with commas. Null if there are none.
   */
  LIST_NAMES(Function::listNames),
  /** The value; null is absent, so that its property is left out. */
  OMIT_NULL(UnaryOperator.identity()),
  /** The value; null is the empty text, for vendors that clear a field by it. */
  NULL_AS_EMPTY(UnaryOperator.identity()),
  /** A time as RFC 3339 in UTC. */
  ISO(value -> TextNode.valueOf(time(value).toString())),
  /** A time in seconds since 1970. */
  EPOCH(value -> LongNode.valueOf(time(value).getEpochSecond())),
  /** A time in milliseconds since 1970. */
  EPOCH_MS(value -> LongNode.valueOf(time(value).toEpochMilli())),
  /** A time in microseconds since 1970. */
  EPOCH_MICROS(value -> LongNode.valueOf(ChronoUnit.MICROS.between(Instant.EPOCH, time(value)))),
  /** As {@link Deduplication#key}. */
  UUID(key(Deduplication.Form.UUID)),
  /** As {@link Deduplication#key}. */
  ULID(key(Deduplication.Form.ULID));

  public static final Map<String, Function> BY_NAME =
      Arrays.stream(values())
          .collect(
              Collectors.toUnmodifiableMap(
                  each -> each.name().toLowerCase(Locale.ROOT).replace('_', '-'), each -> each));

  private static final Pattern NO_DIGIT = Pattern.compile("[^0-9]");
  private static final Pattern LEADING_ZEROS = Pattern.compile("^0+");
  private static final Pattern PUNCTUATION = Pattern.compile("[^\\p{L}\\p{M}\\p{Nd}]");
  private static final Pattern SPACE = Pattern.compile("[\\s\\p{Z}]");
  private static final Pattern SPACE_OF_NUMBER = Pattern.compile("[\\s\\p{Z}().\\-/]");

  private static final Pattern NAMES = Pattern.compile("[A-Za-z0-9_]+(,[A-Za-z0-9_]+)*");

  private static final Pattern DIGITS = Pattern.compile("[0-9]+");
  private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]{1,18}");

  /** ITU-T E.164: at most 15 digits. */
  private static final Pattern E164_NUMBER = Pattern.compile("\\+[1-9][0-9]{6,14}");

  private final UnaryOperator<JsonNode> operator;

  Function(UnaryOperator<JsonNode> operator) {
    this.operator = operator;
  }

  /**
   * @param value neither missing nor null
   * @throws UnfitValue if the function has no result for it
   */
  public JsonNode apply(JsonNode value) {
    try {
      return operator.apply(value);
    } catch (ArithmeticException e) {
      throw new UnfitValue(null, "A time is too far away");
    }
  }

  /** Whether the function identifies its value, so that an empty text has no result. */
  boolean isHash() {
    return this == MD5 || this == SHA256;
  }

  private static UnaryOperator<JsonNode> text(UnaryOperator<String> function) {
    return value -> TextNode.valueOf(function.apply(TextTemplate.text(value)));
  }

  private static UnaryOperator<JsonNode> key(Deduplication.Form form) {
    return text(new Deduplication(form, null, null)::key);
  }

  /** Percent-encoding in UTF-8 that is good for paths and queries. */
  public static String urlEncoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static String phoneDigits(String text) {
    return LEADING_ZEROS.matcher(NO_DIGIT.matcher(text).replaceAll("")).replaceFirst("");
  }

  private static String identifiers(String text) {
    if (!text.isEmpty() && !NAMES.matcher(text).matches()) {
      throw new UnfitValue(
          null, "A value is no name for a query; accepted are letters, digits and _");
    }
    return text;
  }

  private static String alphanumeric(String text) {
    return PUNCTUATION.matcher(text).replaceAll("");
  }

  private static String e164(String text) {
    String number = SPACE_OF_NUMBER.matcher(text).replaceAll("");
    if (!number.isEmpty() && !E164_NUMBER.matcher(number).matches()) {
      throw new UnfitValue(
          null, "A value is no phone number; accepted is one with + and its country code");
    }
    return number;
  }

  /** Google's rule: the mailbox of Gmail is the same with and without dots and a suffix. */
  private static String googleEmail(String text) {
    String address = SPACE.matcher(text).replaceAll("").toLowerCase(Locale.ROOT);
    int at = address.lastIndexOf('@');
    String domain = address.substring(at + 1);
    if (at < 0 || !domain.equals("gmail.com") && !domain.equals("googlemail.com")) {
      return address;
    }
    String mailbox = address.substring(0, at);
    int suffix = mailbox.indexOf('+');
    return (suffix < 0 ? mailbox : mailbox.substring(0, suffix)).replace(".", "") + "@" + domain;
  }

  /** The filters of Google's API guidelines (AIP-160). */
  private static String googleListFilter(String text) {
    return DIGITS.matcher(text).matches()
        ? "id = " + text
        : "display_name = \"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  private static String noNumber(String text) {
    if (DIGITS.matcher(text).matches()) {
      throw new UnfitValue(null, "%s is an ID; accepted is a name".formatted(text));
    }
    return text;
  }

  private static JsonNode notEmpty(JsonNode value) {
    if (value.isContainerNode() ? value.isEmpty() : value.asText().isEmpty()) {
      throw new UnfitValue(null, "A required value is empty");
    }
    return value;
  }

  private static JsonNode withoutList(JsonNode value) {
    if (hasList(value)) {
      throw new UnfitValue(null, "A value has a list, which this field does not accept");
    }
    return value;
  }

  private static JsonNode listNames(JsonNode value) {
    String names =
        value.properties().stream()
            .filter(property -> hasList(property.getValue()))
            .map(Map.Entry::getKey)
            .collect(Collectors.joining(","));
    return names.isEmpty() ? NullNode.getInstance() : TextNode.valueOf(names);
  }

  private static boolean hasList(JsonNode value) {
    return value.isArray()
        || value.properties().stream().anyMatch(each -> hasList(each.getValue()));
  }

  private static byte[] hash(String algorithm, String text) {
    try {
      return MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long integer(JsonNode value) {
    if (value.isNumber() && value.canConvertToExactIntegral() && value.canConvertToLong()) {
      return value.longValue();
    }
    String text = value.asText().strip();
    if (!value.isNumber() && WHOLE_NUMBER.matcher(text).matches()) {
      return Long.parseLong(text);
    }
    throw new UnfitValue(null, "A value is no whole number");
  }

  private static Instant time(JsonNode value) {
    try {
      String text = value.asText();
      return text.length() == "2026-01-31".length()
          ? DateTimeFormatter.ISO_LOCAL_DATE
              .parse(text, java.time.LocalDate::from)
              .atStartOfDay(ZoneOffset.UTC)
              .toInstant()
          : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new UnfitValue(null, "A value is no time; accepted is a text as in RFC 3339");
    }
  }
}
