package dev.tributary.destinations.connectors.s3;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/** The format of a file. Two equal tables have the same bytes. */
enum Format {
  /** RFC 4180: commas, CR LF, quotation marks where needed; the first line has the columns. */
  CSV("csv", "text/csv; charset=utf-8", Format::csv),
  /** One JSON object in each line; a field that an item does not have is left out. */
  JSON_LINES("jsonl", "application/x-ndjson", Format::jsonLines),
  /** Its pages are compressed, so the file is not compressed once more. */
  PARQUET(
      "parquet",
      "application/vnd.apache.parquet",
      (table, stream) -> stream.write(ParquetFile.of(table)));

  private static final String LINE_END = "\r\n";

  private final String extension;
  private final String mediaType;
  private final Writer writer;

  Format(String extension, String mediaType, Writer writer) {
    this.extension = extension;
    this.mediaType = mediaType;
    this.writer = writer;
  }

  /** By the setting of a sync; CSV if it has none. */
  static Format of(String setting) {
    return setting.isEmpty() ? CSV : valueOf(setting.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /**
   * A file with its content.
   *
   * @param extension of its name
   */
  @SuppressWarnings("ArrayRecordComponent")
  record File(String extension, String mediaType, byte[] content) {}

  /** Writes the content of a file. */
  private interface Writer {
    void write(Table table, OutputStream stream) throws IOException;
  }

  /** Writes bytes to a stream in memory. */
  interface Content {
    void to(OutputStream stream) throws IOException;
  }

  File file(Table table, boolean compressed) {
    return compressed && this != PARQUET
        ? new File(
            extension + ".gz",
            "application/gzip",
            bytes(true, stream -> writer.write(table, stream)))
        : new File(extension, mediaType, bytes(false, stream -> writer.write(table, stream)));
  }

  /**
   * The bytes of a content.
   *
   * @param compressed by GZIP; the header has no time
   */
  static byte[] bytes(boolean compressed, Content content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream stream = compressed ? new GZIPOutputStream(bytes) : bytes) {
      content.to(stream);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void csv(Table table, OutputStream stream) throws IOException {
    line(stream, table.columns().stream().map(Format::quoted).toList());
    for (List<JsonNode> row : table.rows()) {
      line(stream, row.stream().map(Format::cell).toList());
    }
  }

  private static void line(OutputStream stream, List<String> values) throws IOException {
    stream.write((String.join(",", values) + LINE_END).getBytes(StandardCharsets.UTF_8));
  }

  /** No value is nothing, and an empty text is two quotation marks. */
  private static String cell(JsonNode value) {
    if (value.isMissingNode() || value.isNull()) {
      return "";
    }
    return quoted(text(value));
  }

  /** A text as it is, and another value as JSON. */
  static String text(JsonNode value) {
    return value.isTextual()
        ? value.textValue()
        : new String(Json.write(value), StandardCharsets.UTF_8);
  }

  private static String quoted(String text) {
    boolean plain =
        !text.isEmpty()
            && !text.startsWith(" ")
            && !text.endsWith(" ")
            && text.chars()
                .noneMatch(each -> each == ',' || each == '"' || each == '\r' || each == '\n');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }

  private static void jsonLines(Table table, OutputStream stream) throws IOException {
    for (List<JsonNode> row : table.rows()) {
      ObjectNode line = JsonNodeFactory.instance.objectNode();
      for (int column = 0; column < row.size(); column++) {
        if (!row.get(column).isMissingNode()) {
          line.set(table.columns().get(column), row.get(column));
        }
      }
      stream.write(Json.write(line));
      stream.write('\n');
    }
  }
}
