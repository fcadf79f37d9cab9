package dev.tributary.destinations.connectors.s3;

import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Batch.Operation;
import dev.tributary.destinations.connector.Item;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The name of the file of a batch. The same batch always has the same name. */
final class FileName {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");
  private static final Pattern KNOWN = Pattern.compile("\\{(year|month|day|hour|object|sync)}");

  /** The longest name of S3, in bytes; the rest is for the last part, which Tributary makes. */
  static final int LONGEST_PATH = 800;

  private FileName() {}

  /** The fault of a path or a prefix; null if it has none. */
  static @Nullable String fault(String path) {
    String rest = KNOWN.matcher(path).replaceAll("x");
    if (rest.contains("{") || rest.contains("}")) {
      return "Can contain {year}, {month}, {day}, {hour}, {object} and {sync}, and no other braces";
    }
    if (path.startsWith("/") || path.contains("//")) {
      return "Must not begin with a slash, and must not have two slashes in a row";
    }
    if (Pattern.compile("(^|/)\\.{1,2}(/|$)").matcher(path).find()) {
      return "Must not have a part that is . or ..";
    }
    if (path.chars().anyMatch(each -> each < ' ' || each == 0x7f)) {
      return "Must not have control characters";
    }
    return path.length() > LONGEST_PATH / 4
        ? "Must have at most %d characters".formatted(LONGEST_PATH / 4)
        : null;
  }

  /**
   * The whole name. Its time is that of the newest item, in UTC, and not the time of an attempt.
   *
   * @param extension such as {@code csv.gz}
   */
  static String of(Batch batch, String extension) {
    String folder =
        folder(batch.target().setting(Settings.PREFIX, ""))
            + folder(batch.syncSettings().path(Settings.PATH).asText(""));
    String key = batch.key().substring(batch.key().indexOf('_') + 1);
    return "%s%s-%s%s.%s"
        .formatted(
            filled(folder, batch),
            batch.sync().value(),
            key,
            batch.operation() == Operation.REMOVE ? "-removed" : "",
            extension);
  }

  /** The beginning of a prefix that all files share. */
  static String fixedPart(String prefix) {
    int variable = prefix.indexOf('{');
    return variable < 0 ? folder(prefix) : prefix.substring(0, variable);
  }

  private static String folder(String path) {
    return path.isEmpty() || path.endsWith("/") ? path : path + "/";
  }

  private static String filled(String path, Batch batch) {
    ZonedDateTime newest =
        batch.items().stream()
            .map(Item::since)
            .max(Instant::compareTo)
            .orElse(Instant.EPOCH)
            .atZone(ZoneOffset.UTC);
    Map<String, String> values =
        Map.of(
            "year", digits("%04d", newest.getYear()),
            "month", digits("%02d", newest.getMonthValue()),
            "day", digits("%02d", newest.getDayOfMonth()),
            "hour", digits("%02d", newest.getHour()),
            "object", batch.object(),
            "sync", batch.sync().value());
    return PLACEHOLDER
        .matcher(path)
        .replaceAll(
            found -> Matcher.quoteReplacement(values.getOrDefault(found.group(1), found.group())));
  }

  private static String digits(String form, int number) {
    return String.format(Locale.ROOT, form, number);
  }
}
