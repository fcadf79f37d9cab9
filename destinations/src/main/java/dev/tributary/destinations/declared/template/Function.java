package dev.tributary.destinations.declared.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
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
import java.util.stream.Collectors;

/** The functions of templates. They are pure, and this is all of them. */
public enum Function {
  LOWER(text(text -> text.toLowerCase(Locale.ROOT))),
  TRIM(text(String::strip)),
  /** Of the text in UTF-8, in hexadecimal digits of lower case. */
  MD5(text(text -> HexFormat.of().formatHex(hash("MD5", text)))),
  /** Of the text in UTF-8, in hexadecimal digits of lower case. */
  SHA256(text(text -> HexFormat.of().formatHex(hash("SHA-256", text)))),
  BASE64(text(text -> Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)))),
  URL_ENCODE(text(Function::urlEncoded)),
  /**
   * For vendors that read links and mentions in angle brackets: {@code &}, {@code <}, {@code >}.
   */
  ESCAPE_HTML(text(text -> text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))),
  /** The value as a text of JSON. */
  JSON(value -> TextNode.valueOf(new String(Json.write(value), StandardCharsets.UTF_8))),
  /** The value as a text. */
  TEXT(text(UnaryOperator.identity())),
  /** The value itself. An item without it is refused. */
  REQUIRED(UnaryOperator.identity()),
  /** The value; null is absent, so that its property is left out. */
  OMIT_NULL(UnaryOperator.identity()),
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

  private static byte[] hash(String algorithm, String text) {
    try {
      return MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
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
