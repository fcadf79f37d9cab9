package dev.tributary.destinations.connectors.workday;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.destinations.connector.Item;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A journal as Workday takes it.
 *
 * @param id its reference ID
 * @param submit whether Workday submits it; otherwise it stays a draft
 * @param accountSet the reference ID of the account set of its ledger accounts
 * @param date as in ISO 8601, without a time
 */
@RecordBuilder
record Journal(
    String id,
    boolean submit,
    String accountSet,
    String company,
    String currency,
    String ledgerType,
    String date,
    String source,
    @Nullable String memo,
    @Nullable String externalReference,
    List<Line> lines) {
  private static final int LONGEST_SCALE = 30;
  private static final String LINES = "lines";
  private static final String WORKTAGS = "worktags";
  private static final Set<String> KEYS =
      Set.of("account", "company", "debit", "credit", "memo", "externalReference", WORKTAGS);

  Journal {
    lines = List.copyOf(lines);
  }

  /**
   * A line of a journal.
   *
   * @param company null for the one of the journal
   * @param worktags reference IDs by their type, in the order of the row
   */
  @RecordBuilder
  record Line(
      String account,
      @Nullable String company,
      @Nullable BigDecimal debit,
      @Nullable BigDecimal credit,
      @Nullable String memo,
      @Nullable String externalReference,
      Map<String, String> worktags) {}

  /**
   * @param settings of the sync
   * @throws UnfitJournal if the fields of the item are no journal
   */
  static Journal of(Item item, ObjectNode settings) {
    ObjectNode fields = item.whole().fields();
    String ledgerType = text(fields, "ledgerType", "ledgerType");
    List<Line> lines = new ArrayList<>();
    for (JsonNode line : fields.path(LINES)) {
      lines.add(line(line, lines.size() + 1));
    }
    if (lines.isEmpty()) {
      throw new UnfitJournal(LINES, "A journal needs lines: a list of objects");
    }
    return JournalBuilder.builder()
        .id(checked(item.matchField(), item.matchValue()))
        .submit(settings.path("submit").asText("").equals("submit"))
        .accountSet(checked(null, settings.path("accountSet").asText("")))
        .company(required(fields, "company"))
        .currency(required(fields, "currency"))
        .ledgerType(ledgerType == null ? "Actuals" : ledgerType)
        .date(required(fields, "accountingDate"))
        .source(required(fields, "journalSource"))
        .memo(text(fields, "memo", "memo"))
        .externalReference(text(fields, "externalReference", "externalReference"))
        .lines(lines)
        .build();
  }

  private static Line line(JsonNode line, int number) {
    if (!line.isObject()) {
      throw new UnfitJournal(LINES, "Line %d is no object".formatted(number));
    }
    line.fieldNames()
        .forEachRemaining(key -> {
          if (!KEYS.contains(key)) {
            throw new UnfitJournal(
                LINES,
                "Line %d has the unknown property \"%s\"; known are account, company, debit,"
                        .formatted(number, key)
                    + " credit, memo, externalReference and worktags");
          }
        });
    String account = text(line, "account", LINES);
    BigDecimal debit = amount(line.path("debit"), number);
    BigDecimal credit = amount(line.path("credit"), number);
    if (account == null || (debit == null) == (credit == null)) {
      throw new UnfitJournal(
          LINES, "Line %d needs an account, and either a debit or a credit".formatted(number));
    }
    Map<String, String> worktags = new LinkedHashMap<>();
    JsonNode given = line.path(WORKTAGS);
    if (!given.isObject() && !given.isMissingNode() && !given.isNull()) {
      throw new UnfitJournal(LINES, "Line %d has worktags that are no object".formatted(number));
    }
    given
        .properties()
        .forEach(each -> {
          if (!each.getValue().isNull()) {
            String id = text(given, each.getKey(), LINES);
            if (id == null) {
              throw new UnfitJournal(LINES, "Line %d has an empty worktag".formatted(number));
            }
            worktags.put(checked(LINES, each.getKey()), id);
          }
        });
    return JournalLineBuilder.builder()
        .account(account)
        .company(text(line, "company", LINES))
        .debit(debit)
        .credit(credit)
        .memo(text(line, "memo", LINES))
        .externalReference(text(line, "externalReference", LINES))
        .worktags(worktags)
        .build();
  }

  private static @Nullable BigDecimal amount(JsonNode value, int number) {
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    try {
      // An object and a list have no text, which is no number.
      BigDecimal amount = new BigDecimal(value.asText());
      if (amount.scale() >= -LONGEST_SCALE
          && amount.scale() <= LONGEST_SCALE
          && amount.precision() <= LONGEST_SCALE) {
        return amount;
      }
    } catch (NumberFormatException _) {
      // As below.
    }
    throw new UnfitJournal(LINES, "Line %d has an amount that is no number".formatted(number));
  }

  private static String required(ObjectNode fields, String name) {
    String value = text(fields, name, name);
    if (value == null) {
      throw new UnfitJournal(name, "A journal needs this field");
    }
    return value;
  }

  /** A text that is not empty; null for none. */
  private static @Nullable String text(JsonNode from, String name, String field) {
    JsonNode value = from.path(name);
    if (value.isContainerNode()) {
      throw new UnfitJournal(field, "\"%s\" must be a text".formatted(name));
    }
    return value.isNull() || value.asText("").isEmpty() ? null : checked(field, value.asText());
  }

  /** XML 1.0 has no control characters, and half of a surrogate pair is no character. */
  private static String checked(@Nullable String field, String value) {
    boolean fits =
        value
            .codePoints()
            .allMatch(each ->
                each == '\t'
                    || each == '\n'
                    || each == '\r'
                    || (each >= ' ' && each < Character.MIN_SURROGATE)
                    || (each > Character.MAX_SURROGATE && each < 0xFFFE)
                    || each > 0xFFFF);
    if (!fits) {
      throw new UnfitJournal(field, "A text has a character that XML does not have");
    }
    return value;
  }
}
